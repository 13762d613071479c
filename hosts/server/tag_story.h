// SPDX-License-Identifier: Apache-2.0
// Why an asset has this tag: what the ledger knows of each tag of ours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ports/ledger_desk.h"

namespace stacktag::server {

struct TagStory {
  std::string tag{};
  std::string label{};  ///< as the engine has it; empty where the ledger does not say
  double confidence = 0;
  std::string rule{};            ///< that made this tag of it; empty where none had to
  std::optional<WallTime> at{};  ///< when it was written; nothing where the ledger does not say
  std::string run{};             ///< of the server
  int version = 0;               ///< of the asset, that has it first

  bool operator==(TagStory const&) const = default;
};

/// Of each tag of ours that is on the asset, in its order there.
std::vector<TagStory> stories_of(AssetView const& view);

}  // namespace stacktag::server
