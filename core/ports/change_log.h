// SPDX-License-Identifier: Apache-2.0
// What was written to assets, run by run: what can be taken back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/asset_record.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

/// Which changes; what is empty counts for nothing.
struct ChangeFilter {
  std::string stack{};   ///< API key
  std::string branch{};  ///< as the changes have it; of no other one
  std::string run{};
  std::string asset{};
  std::optional<WallTime> since{};
  std::optional<WallTime> until{};
};

/// One run of the program, as far as it changed assets.
struct PastRun {
  std::string run{};
  std::string branch{};
  WallTime first{};
  WallTime last{};
  int assets = 0;

  bool operator==(PastRun const&) const = default;
};

class ChangeLog {
 public:
  virtual ~ChangeLog() = default;

  /// The uids of assets with such changes, in their order, behind the uid `after`. Error of all:
  /// `store_unavailable`.
  virtual Result<std::vector<std::string>> changed_assets(ChangeFilter const& filter,
                                                          std::string const& after,
                                                          int count_max) = 0;
  /// Those of the filter's asset, the oldest first.
  virtual Result<std::vector<AssetChange>> changes(ChangeFilter const& filter) = 0;
  /// Of a stack, those that ended last first.
  virtual Result<std::vector<PastRun>> runs(std::string const& stack, int count_max) = 0;
};

}  // namespace stacktag
