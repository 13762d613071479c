// SPDX-License-Identifier: Apache-2.0
#include "library/walk.h"

#include <algorithm>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag {

Result<std::optional<ListedAsset>> Walk::next(Deadline const& deadline) {
  while (ready_.empty() && !at_end_) {
    TRY_VOID(read_page(deadline));
  }
  if (ready_.empty()) {
    return std::nullopt;
  }
  auto first = std::move(ready_.front());
  ready_.pop_front();
  return first;
}

// Where assets were deleted since the last page, those behind them have moved up: so the page is
// read again from further up, and what was seen already is passed over.
Result<void> Walk::read_page(Deadline const& deadline) {
  TRY(auto page, list_.page(filter_, skip_, deadline));
  ++reads_;
  auto const gone = std::exchange(count_, page.count) - page.count;
  if (skip_ > 0 && gone > 0) {
    skip_ = std::max(0, skip_ - gone);
    return {};
  }
  skip_ += static_cast<int>(page.assets.size());
  at_end_ = page.assets.empty() || skip_ >= page.count;
  for (auto& listed : page.assets) {
    if (is_new(listed)) {
      remember(listed);
      ready_.push_back(std::move(listed));
    }
  }
  return {};
}

// Times of the API are of one form, so their texts are in their order.
bool Walk::is_new(ListedAsset const& listed) const {
  return listed.created_at > last_made_ ||
         (listed.created_at == last_made_ && !seen_at_last_.contains(listed.asset.uid));
}

void Walk::remember(ListedAsset const& listed) {
  if (listed.created_at != last_made_) {
    last_made_ = listed.created_at;
    seen_at_last_.clear();
  }
  seen_at_last_.insert(listed.asset.uid);
}

}  // namespace stacktag
