// SPDX-License-Identifier: Apache-2.0
#include "library/variants.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "rules/letters.h"
#include "rules/spelling.h"
#include "rules/words.h"

namespace stacktag {
namespace {

bool ends_in_plural(std::string const& tag) {
  auto const low = lower_letters(tag);
  auto const last = low.find_last_of(" _-");
  return is_plural(std::string_view(low).substr(last == std::string::npos ? 0 : last + 1));
}

bool has_mark(std::string const& tag) {
  return tag.find_first_of("-_") != std::string::npos;
}

// The first of two spellings is the one that the house should write.
bool is_better(Spelling const& a, Spelling const& b) {
  auto const order = [](Spelling const& one) {
    bool const has_capitals = lower_letters(one.tag) != one.tag;
    return std::tuple(-one.assets, ends_in_plural(one.tag), has_capitals, has_mark(one.tag),
                      std::string_view(one.tag));
  };
  return order(a) < order(b);
}

bool is_writable(Spelling const& spelling) {
  return never_written_because(spelling.tag).empty();
}

ChosenBy reason_of(std::vector<Spelling> const& spellings) {
  if (!is_writable(spellings.front())) {
    return ChosenBy::none;
  }
  if (spellings.size() == 1) {
    return ChosenBy::only_one;
  }
  auto const most = spellings.front().assets;
  auto const rival =
      std::ranges::find_if(spellings.begin() + 1, spellings.end(),
                           [most](Spelling const& other) { return other.assets >= most; });
  if (rival == spellings.end()) {
    return ChosenBy::most_used;
  }
  return is_writable(*rival) ? ChosenBy::by_form : ChosenBy::writable;
}

TagGroup settled(TagGroup group) {
  auto& spellings = group.spellings;
  std::ranges::sort(spellings, is_better);
  if (auto const best = std::ranges::find_if(spellings, is_writable); best != spellings.end()) {
    std::rotate(spellings.begin(), best, best + 1);
    group.word = spellings.front().tag;
  }
  group.chosen = reason_of(spellings);
  return group;
}

}  // namespace

std::vector<TagGroup> groups_of(TagCounts const& counts) {
  std::map<std::string, TagGroup> by_key;
  for (auto const& [tag, assets] : counts.spellings) {
    by_key[tag_key(tag, Variants::together)].spellings.push_back({tag, assets});
  }
  std::vector<TagGroup> groups;
  groups.reserve(by_key.size());
  for (auto& [key, group] : by_key) {
    auto const known = counts.words.find(key);
    group.assets = known == counts.words.end() ? 0 : known->second;
    groups.push_back(settled(std::move(group)));
  }
  std::ranges::sort(groups, [](TagGroup const& a, TagGroup const& b) {
    return std::tuple(-a.assets, a.spellings.front().tag) <
           std::tuple(-b.assets, b.spellings.front().tag);
  });
  return groups;
}

}  // namespace stacktag
