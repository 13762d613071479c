// SPDX-License-Identifier: Apache-2.0
// A vocabulary and a table of renames for the house, as its people's tags suggest them.
#pragma once

#include <string>
#include <vector>

#include "library/variants.h"

namespace stacktag {

struct ProposedWord {
  std::string word{};
  int assets = 0;
  std::vector<Spelling> others{};  ///< its other spellings, those that most have first
  std::string slip_of{};           ///< the word that it may be a slip of; empty where it is none

  bool operator==(ProposedWord const&) const = default;
};

struct ProposedRename {
  std::string from{};
  std::string to{};
  int assets = 0;     ///< that have `from`
  int assets_to = 0;  ///< that have `to` in one of its spellings

  bool operator==(ProposedRename const&) const = default;
};

/// No rename's target is renamed itself, and nothing is renamed twice, whichever of `slips` people
/// take.
struct Proposal {
  std::vector<ProposedWord> words{};      ///< the most used first
  std::vector<ProposedRename> renames{};  ///< other spellings; each name_key once
  std::vector<ProposedRename> slips{};    ///< near spellings, for people to look at
  int rarer = 0;                          ///< words that too few assets have
  int beyond = 0;                         ///< rarest words that a file of rules has no room for

  bool operator==(Proposal const&) const = default;
};

/// `groups` are in the order of groups_of. Words that fewer than `assets_min` have stay out.
Proposal propose(std::vector<TagGroup> const& groups, int assets_min);

}  // namespace stacktag
