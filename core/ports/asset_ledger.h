// SPDX-License-Identifier: Apache-2.0
// What was done to each asset, kept beyond the process.
#pragma once

#include <optional>

#include "flow/asset_record.h"
#include "stacktag/result.h"

namespace stacktag {

class AssetLedger {
 public:
  virtual ~AssetLedger() = default;

  /// Nothing where we never wrote to the asset. Error: `store_unavailable`. Safe to call from
  /// several threads, as is the other.
  virtual Result<std::optional<AssetRecord>> read(AssetKey const& key) = 0;

  /// Keeps the record, and the change that it is of where there was one. It is durable when this
  /// returns.
  virtual Result<void> write(AssetKey const& key, AssetRecord const& record,
                             std::optional<AssetChange> const& change) = 0;
};

}  // namespace stacktag
