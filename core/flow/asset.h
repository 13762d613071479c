// SPDX-License-Identifier: Apache-2.0
// An asset of a stack, as one of its versions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag {

struct Asset {
  std::string uid{};
  int version = 0;             ///< `_version`, from 1; 0 where it is not known
  std::string url{};           ///< of the file; empty for a folder or in a concise payload
  std::string content_type{};  ///< as Contentstack has it; empty where it is not known
  std::optional<std::uint64_t> file_bytes{};
  std::string filename{};
  std::string title{};
  std::string description{};  ///< the editor's, or the alternative text
  std::string folder{};       ///< uid of the folder it is in; empty at the top
  std::vector<std::string> tags{};
  bool is_folder = false;

  bool operator==(Asset const&) const = default;
};

/// Which asset, in which branch. An empty branch is the stack's main one.
struct AssetRef {
  std::string uid{};
  std::string branch{};

  bool operator==(AssetRef const&) const = default;
};

/// The part of an asset's URL that changes when, and only when, the file is replaced: the path
/// segment behind the asset's uid. Where the URL has no such segment, the URL without its query.
/// https://www.contentstack.com/docs/content-managers/working-with-assets/understanding-asset-url
std::string file_uid(Asset const& asset);

}  // namespace stacktag
