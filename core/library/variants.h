// SPDX-License-Identifier: Apache-2.0
// Spellings of one word, brought together: Dog, dogs and DOG.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/tag_counts.h"

namespace stacktag {

struct Spelling {
  std::string tag{};
  int assets = 0;  ///< that have it, spelled just so

  bool operator==(Spelling const&) const = default;
};

/// Why a group's spelling was chosen.
enum class ChosenBy {
  only_one,   ///< there is no other
  most_used,  ///< more assets have it than any other
  by_form,    ///< as many have another; no plural, then small letters, then no hyphen, then the
              ///< alphabet count
  writable,   ///< another one is used more, or as much, but stacktag could never write it
  none,       ///< stacktag could write none of them
};

struct TagGroup {
  std::string word{};                 ///< the chosen spelling; empty where there is none
  int assets = 0;                     ///< that have one of the spellings
  std::vector<Spelling> spellings{};  ///< the chosen one first, then those that most have
  ChosenBy chosen = ChosenBy::only_one;

  bool operator==(TagGroup const&) const = default;
};

/// Every tag is in just one group: that of its tag_key with Variants::together. The most used
/// first, those of the same use by the alphabet.
std::vector<TagGroup> groups_of(TagCounts const& counts);

}  // namespace stacktag
