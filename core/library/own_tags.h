// SPDX-License-Identifier: Apache-2.0
// Which tags of an asset stacktag wrote, as far as a ledger knows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ports/asset_ledger.h"
#include "stacktag/result.h"

namespace stacktag {

class OwnTags {
 public:
  /// `ledger` null: none are known. `stack` is the API key; an empty branch is the stack's main
  /// one.
  OwnTags(AssetLedger* ledger, std::string stack, std::string branch)
      : ledger_(ledger), stack_(std::move(stack)), branch_(std::move(branch)) {}

  /// Error: `store_unavailable`.
  Result<std::vector<std::string>> of(std::string const& asset) const;

 private:
  AssetLedger* const ledger_;
  std::string const stack_;
  std::string const branch_;
};

}  // namespace stacktag
