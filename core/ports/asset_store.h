// SPDX-License-Identifier: Apache-2.0
// Where assets live. The branch and the stack's credentials are the implementation's matter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/asset.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

class AssetStore {
 public:
  virtual ~AssetStore() = default;

  /// The asset as of `version`, or as it is now where no version is given. Nothing where there is
  /// no such asset or version. Safe to call from several threads.
  virtual Result<std::optional<Asset>> read(AssetRef const& asset, std::optional<int> version,
                                            Deadline const& deadline) = 0;

  /// Replaces the asset's tags and nothing else; gives the asset as it is afterwards, with its new
  /// version. Nothing where the asset is gone.
  virtual Result<std::optional<Asset>> write_tags(AssetRef const& asset,
                                                  std::vector<std::string> const& tags,
                                                  Deadline const& deadline) = 0;
};

}  // namespace stacktag
