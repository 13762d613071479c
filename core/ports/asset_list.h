// SPDX-License-Identifier: Apache-2.0
// The assets of a branch, page by page.
#pragma once

#include <string>
#include <vector>

#include "flow/asset.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

struct ListedAsset {
  Asset asset{};             ///< as it is now
  std::string created_at{};  ///< ISO 8601 in UTC, as the API has it
  std::string updated_at{};

  bool operator==(ListedAsset const&) const = default;
};

/// Which assets. Folders are never among them.
struct AssetFilter {
  std::string branch{};         ///< empty: the stack's main one
  std::string folder{};         ///< uid, or k_no_folder; empty: any
  std::string query{};          ///< a JSON object in the API's own query language; empty: none
  std::string changed_since{};  ///< ISO 8601; empty: any
  bool images_only = true;

  bool operator==(AssetFilter const&) const = default;
};

struct AssetPage {
  std::vector<ListedAsset> assets{};
  int count = 0;  ///< of all that the filter lets through

  bool operator==(AssetPage const&) const = default;
};

class AssetList {
 public:
  virtual ~AssetList() = default;

  /// At most limits::stack_assets_page of them behind the first `skip`, those that were made first
  /// first: what is made meanwhile comes last. Errors: those of AssetStore; `contentstack_refused`
  /// for a query that the API does not take. Safe to call from several threads.
  virtual Result<AssetPage> page(AssetFilter const& filter, int skip, Deadline const& deadline) = 0;
};

}  // namespace stacktag
