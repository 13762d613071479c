// SPDX-License-Identifier: Apache-2.0
#include "library/proposal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/library/tagged.h"
#include "rules/words.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Proposal of(std::vector<std::pair<std::string, int>> const& tags, int assets_min = 1) {
  return propose(groups_of(tagged::library(tags)), assets_min);
}

TEST(Proposal, WordsWithTheirOtherSpellingsAndSlips) {
  auto const proposal = of({{"accommodation", 12},
                            {"Dog", 3},
                            {"dogs", 2},
                            {"DOG", 1},
                            {"accomodation", 1},
                            {"accomodations", 1}});
  EXPECT_THAT(
      proposal.words,
      ElementsAre(ProposedWord{"accommodation", 12, {}, ""},
                  ProposedWord{"Dog", 6, {{"dogs", 2}, {"DOG", 1}}, ""},
                  ProposedWord{"accomodation", 2, {{"accomodations", 1}}, "accommodation"}));
  EXPECT_THAT(proposal.renames,
              ElementsAre(ProposedRename{"dogs", "Dog", 2, 6}, ProposedRename{"DOG", "Dog", 1, 6}));
  EXPECT_THAT(proposal.slips, ElementsAre(ProposedRename{"accomodation", "accommodation", 1, 12},
                                          ProposedRename{"accomodations", "accommodation", 1, 12}));
}

TEST(Proposal, RareWordsStayOut) {
  auto const proposal = of({{"sky", 2}, {"tree", 1}, {"Trees", 1}, {"sea", 1}}, 2);
  EXPECT_THAT(proposal.words, ElementsAre(ProposedWord{"sky", 2, {}, ""},
                                          ProposedWord{"tree", 2, {{"Trees", 1}}, ""}));
  EXPECT_EQ(proposal.rarer, 1);
  EXPECT_THAT(of({{"sea", 1}, {"Sea", 1}}, 3), (Proposal{.rarer = 1}));
}

TEST(Proposal, WhatStacktagCouldNeverWriteIsNoWord) {
  EXPECT_THAT(of({{"a,b", 3}, {std::string(51, 'x'), 3}}), Proposal{});
}

TEST(Proposal, NoMoreThanAFileOfRulesTakes) {
  std::vector<std::pair<std::string, int>> tags;
  for (int i = 0; i < 25'000; ++i) {
    tags.emplace_back("word " + std::to_string(i), 1);
  }
  auto const proposal = of(tags);
  EXPECT_LE(proposal.words.size(), limits::rules_entries_max);
  EXPECT_EQ(proposal.words.size() + static_cast<std::size_t>(proposal.beyond), tags.size());
}

void expect_no_chain(Proposal const& proposal) {
  std::map<std::string, std::string> renamed;
  for (auto const* const renames : {&proposal.renames, &proposal.slips}) {
    for (auto const& rename : *renames) {
      EXPECT_TRUE(renamed.emplace(name_key(rename.from), rename.to).second) << rename.from;
    }
  }
  for (auto const& [from, to] : renamed) {
    auto const again = renamed.find(name_key(to));
    EXPECT_TRUE(again == renamed.end() || again->second == to) << from << " > " << to;
  }
}

TEST(Proposal, RenamesNeverChainAndNothingIsRenamedTwice) {
  std::size_t slips = 0;
  for (unsigned seed = 0; seed < 50; ++seed) {
    auto const proposal =
        propose(groups_of(tagged::random_library(seed)), 1 + static_cast<int>(seed % 3));
    expect_no_chain(proposal);
    slips += proposal.slips.size();
  }
  expect_no_chain(
      of({{"building", 100}, {"bulding", 10}, {"Buldings", 2}, {"buldin", 1}, {"Building", 1}}));
  EXPECT_GT(slips, 0U);
}

TEST(Proposal, IsTheSameWhateverOrderTheAssetsComeIn) {
  std::vector<std::pair<std::string, int>> tags{
      {"Dog", 2}, {"dogs", 2}, {"sky", 1}, {"accommodation", 9}, {"accomodation", 1}};
  auto const once = of(tags);
  std::ranges::reverse(tags);
  EXPECT_EQ(of(tags), once);
}

}  // namespace
}  // namespace stacktag
