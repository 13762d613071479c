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

/// What a write brings onto an asset.
struct AssetEdit {
  std::vector<std::string> tags{};
  std::optional<std::string> description{};  ///< left alone where there is none

  bool operator==(AssetEdit const&) const = default;
};

/// The tags that assets have, each as often as an asset has it.
struct TagsInUse {
  std::vector<std::string> tags{};
  int reads = 0;  ///< that it took

  bool operator==(TagsInUse const&) const = default;
};

class AssetStore {
 public:
  virtual ~AssetStore() = default;

  /// The asset as of `version`, or as it is now where no version is given. Nothing where there is
  /// no such asset or version. Safe to call from several threads.
  virtual Result<std::optional<Asset>> read(AssetRef const& asset, std::optional<int> version,
                                            Deadline const& deadline) = 0;

  /// Replaces what the edit names and nothing else; gives the asset as it is afterwards, with its
  /// new version. Nothing where the asset is gone.
  virtual Result<std::optional<Asset>> write(AssetRef const& asset, AssetEdit const& edit,
                                             Deadline const& deadline) = 0;

  /// Of the branch's assets that were changed last, limits::stack_assets_max of them at most.
  virtual Result<TagsInUse> tags_in_use(std::string const& branch, Deadline const& deadline) = 0;
};

}  // namespace stacktag
