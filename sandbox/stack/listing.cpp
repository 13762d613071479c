// SPDX-License-Identifier: Apache-2.0
#include "stack/listing.h"

#include <algorithm>

namespace stacktag::sandbox {
namespace {

using json::Json;

// All that decides which assets a list has, and in which order.
std::string name_of(std::string const& branch, Parameters parameters, bool images) {
  for (auto const* const other : {"skip", "limit", "count", "include_count", "include_dimension"}) {
    parameters.erase(other);
  }
  return json::dump(Json{{"branch", branch}, {"parameters", parameters}, {"images", images}});
}

bool is_image(Json const& asset) {
  return json::text_or_empty(asset, "content_type").starts_with("image/");
}

}  // namespace

std::optional<Page> Listing::page(std::string const& branch, Parameters const& parameters,
                                  bool images) {
  std::lock_guard const lock(mutex_);
  auto const range = range_of(parameters);
  if (!range || !look(branch, parameters, images)) {
    return std::nullopt;
  }
  Page page{.count = uids_.size()};
  auto const begin = std::min(range->skip, uids_.size());
  auto const end = begin + std::min(range->limit, uids_.size() - begin);
  for (auto i = begin; i < end; ++i) {
    if (auto asset = library_.read(branch, uids_[i], std::nullopt)) {
      page.assets.push_back(*std::move(asset));
    }
  }
  return page;
}

bool Listing::look(std::string const& branch, Parameters const& parameters, bool images) {
  auto const name = name_of(branch, parameters, images);
  auto const changes = library_.changes();
  if (name == known_ && changes == changes_) {
    return true;
  }
  auto assets = library_.all(branch);
  std::erase_if(assets, [&](Json const& asset) { return images && !is_image(asset); });
  auto const chosen = choose(std::move(assets), parameters);
  if (!chosen) {
    return false;
  }
  uids_.clear();
  std::ranges::transform(*chosen, std::back_inserter(uids_),
                         [](Json const& asset) { return json::text_or_empty(asset, "uid"); });
  known_ = name;
  changes_ = changes;
  return true;
}

}  // namespace stacktag::sandbox
