// SPDX-License-Identifier: Apache-2.0
// A branch's assets one by one, each once, although people make and delete some meanwhile.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>

#include "ports/asset_list.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

class Walk {
 public:
  Walk(AssetList& list, AssetFilter filter) : list_(list), filter_(std::move(filter)) {}

  /// The next one, those that were made first first; nothing at the end. Memory: one page, and the
  /// uids of those that were made at the same time. Errors: those of AssetList.
  Result<std::optional<ListedAsset>> next(Deadline const& deadline);

  int count() const { return count_; }  ///< of all, as the last page has it
  int reads() const { return reads_; }

 private:
  Result<void> read_page(Deadline const& deadline);
  bool is_new(ListedAsset const& listed) const;
  void remember(ListedAsset const& listed);

  AssetList& list_;
  AssetFilter const filter_;
  std::deque<ListedAsset> ready_{};
  std::string last_made_{};               // when the last one that was seen was made,
  std::set<std::string> seen_at_last_{};  // and who else was made then
  int skip_ = 0;
  int count_ = 0;
  int reads_ = 0;
  bool at_end_ = false;
};

}  // namespace stacktag
