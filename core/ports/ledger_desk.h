// SPDX-License-Identifier: Apache-2.0
// The ledger as operators see it: why an asset has its tags, and what was spent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "flow/asset_record.h"
#include "flow/features.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

struct PastChange {
  WallTime at{};
  AssetChange change{};
};

struct PastAnswer {
  Feature feature = Feature::labels;
  WallTime learned{};
  Labels labels{};
};

struct AssetView {
  AssetKey key{};
  WallTime updated{};
  AssetRecord record{};
  std::string content{};              ///< SHA-256 of the file, as the engine gets it; may be empty
  std::vector<PastChange> changes{};  ///< the oldest first
  std::vector<PastAnswer> answers{};  ///< to what was asked of the file
};

class LedgerDesk {
 public:
  virtual ~LedgerDesk() = default;

  /// Every stack's and branch's asset of this uid. Error of all three: `store_unavailable`.
  virtual Result<std::vector<AssetView>> assets(std::string const& uid) = 0;
  /// Assets without changes and answers, those first that changed last.
  virtual Result<std::vector<AssetView>> latest(std::string const& stack, int count_max) = 0;
  /// In the calendar month (UTC) that `now` is in; of every stack where `stack` is empty.
  virtual Result<Cost> spent(std::string const& stack, WallTime now) = 0;
};

}  // namespace stacktag
