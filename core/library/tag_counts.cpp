// SPDX-License-Identifier: Apache-2.0
#include "library/tag_counts.h"

#include <algorithm>
#include <set>

#include "rules/words.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

std::set<std::string> distinct(std::vector<std::string> const& tags) {
  std::set<std::string> all;
  for (auto const& tag : tags) {
    if (auto const plain = trim(tag); !plain.empty()) {
      all.emplace(plain);
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> tags_of_people(std::vector<std::string> const& tags,
                                        std::vector<std::string> const& ours) {
  std::vector<std::string> all;
  for (auto const& tag : distinct(tags)) {
    bool const is_ours =
        std::ranges::any_of(ours, [&](auto const& own) { return same_tag(own, tag); });
    if (!is_ours) {
      all.push_back(tag);
    }
  }
  return all;
}

void count_asset(TagCounts& counts, std::vector<std::string> const& tags,
                 std::vector<std::string> const& ours) {
  auto const people = tags_of_people(tags, ours);
  std::set<std::string> keys;
  for (auto const& tag : people) {
    ++counts.spellings[tag];
    keys.insert(tag_key(tag, Variants::together));
  }
  for (auto const& key : keys) {
    ++counts.words[key];
  }
  ++counts.assets;
  counts.tagged += people.empty() ? 0 : 1;
  counts.uses += static_cast<int>(people.size());
  counts.ours += static_cast<int>(distinct(tags).size() - people.size());
}

}  // namespace stacktag
