// SPDX-License-Identifier: Apache-2.0
#include "flow/asset_record.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "stacktag/limits.h"

namespace stacktag {
namespace {

using Tags = std::vector<std::string>;

class TagSet {
 public:
  TagSet(Tags const& tags, Variants variants) : variants_(variants) { add(tags); }

  void add(Tags const& tags) {
    for (auto const& tag : tags) {
      keys_.insert(tag_key(tag, variants_));
    }
  }
  bool has(std::string const& tag) const { return keys_.contains(tag_key(tag, variants_)); }

 private:
  Variants const variants_;
  std::set<std::string> keys_;
};

}  // namespace

std::vector<std::string> without_removed(std::vector<std::string> chosen, AssetRecord const& record,
                                         std::vector<std::string> const& edits, Variants variants) {
  TagSet once_ours(record.ours, variants);
  once_ours.add(record.removed);
  TagSet const wanted(edits, variants);
  std::erase_if(chosen, [&](auto const& tag) { return once_ours.has(tag) && !wanted.has(tag); });
  return chosen;
}

void bring_up_to_date(AssetRecord& record, std::vector<std::string> const& tags,
                      std::vector<std::string> const& edits, std::vector<std::string> const& chosen,
                      Variants variants) {
  TagSet const there(tags, variants);
  TagSet const wanted(edits, variants);
  TagSet const ours_before(record.ours, variants);
  TagSet const ours_now(chosen, variants);
  std::erase_if(record.removed, [&](auto const& tag) { return there.has(tag); });
  std::ranges::copy_if(record.ours, std::back_inserter(record.removed),
                       [&](auto const& tag) { return !wanted.has(tag) && !there.has(tag); });
  record.ours.clear();
  std::ranges::copy_if(tags, std::back_inserter(record.ours), [&](auto const& tag) {
    return ours_before.has(tag) || (ours_now.has(tag) && !wanted.has(tag));
  });
}

void add_own_version(AssetRecord& record, int version) {
  auto& versions = record.own_versions;
  versions.push_back(version);
  if (versions.size() > limits::own_versions_max) {
    versions.erase(versions.begin());
  }
}

}  // namespace stacktag
