// SPDX-License-Identifier: Apache-2.0
// Libraries whose assets have tags, for tests.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "library/tag_counts.h"
#include "library/variants.h"

namespace stacktag::tagged {

/// So many assets of each tag, each with that tag alone.
inline TagCounts library(std::vector<std::pair<std::string, int>> const& tags) {
  TagCounts counts;
  for (auto const& [tag, assets] : tags) {
    for (int i = 0; i < assets; ++i) {
      count_asset(counts, {tag}, {});
    }
  }
  return counts;
}

/// Assets with tags of few letters, blanks and marks, so that many are variants of one another.
inline TagCounts random_library(unsigned seed) {
  static std::vector<std::string> const parts{
      "dog", "Dogs", "house",        "HOUSE",         "-",           " ", "_", "berry", "Berries",
      "s",   ",",    "\xC3\x89tang", "accommodation", "accomodation"};
  std::mt19937 dice(seed);
  TagCounts counts;
  for (int asset = 0; asset < 200; ++asset) {
    std::vector<std::string> tags;
    for (auto count = dice() % 5; count > 0; --count) {
      std::string tag;
      for (auto length = dice() % 4; length > 0; --length) {
        tag += parts[dice() % parts.size()];
      }
      tags.push_back(std::move(tag));
    }
    count_asset(counts, tags, {});
  }
  return counts;
}

}  // namespace stacktag::tagged
