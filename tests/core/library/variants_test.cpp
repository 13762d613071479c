// SPDX-License-Identifier: Apache-2.0
#include "library/variants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/library/tagged.h"
#include "rules/words.h"

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TagCounts, CountsEachSpellingAndEachWordOnceAnAsset) {
  TagCounts counts;
  count_asset(counts, {"Dog", "dogs", " Dog ", "sky", ""}, {});
  count_asset(counts, {"Dog", "Horse"}, {"horse"});
  count_asset(counts, {"Horse"}, {"Horse"});
  count_asset(counts, {}, {});
  EXPECT_EQ(counts, (TagCounts{.assets = 4,
                               .tagged = 2,
                               .uses = 4,
                               .ours = 2,
                               .spellings = {{"Dog", 2}, {"dogs", 1}, {"sky", 1}},
                               .words = {{"dog", 2}, {"sky", 1}}}));
}

TEST(Variants, TheMostUsedSpellingWins) {
  auto const groups =
      groups_of(tagged::library({{"t-shirt", 2}, {"T Shirts", 3}, {"tshirt", 1}, {"sky", 4}}));
  EXPECT_THAT(groups, ElementsAre(TagGroup{"T Shirts",
                                           6,
                                           {{"T Shirts", 3}, {"t-shirt", 2}, {"tshirt", 1}},
                                           ChosenBy::most_used},
                                  TagGroup{"sky", 4, {{"sky", 4}}, ChosenBy::only_one}));
}

TEST(Variants, OfThoseEquallyUsedTheFormDecides) {
  struct Row {
    std::string better;
    std::string worse;
  };
  for (auto const& [better, worse] :
       {Row{"Dog", "dogs"}, Row{"palm tree", "palm trees"}, Row{"dog", "Dog"},
        Row{"t shirt", "t-shirt"}, Row{"DOG", "Dog"}}) {
    auto const groups = groups_of(tagged::library({{worse, 2}, {better, 2}}));
    ASSERT_EQ(groups.size(), 1U) << better;
    EXPECT_EQ(groups[0].word, better);
    EXPECT_EQ(groups[0].chosen, ChosenBy::by_form);
  }
}

TEST(Variants, WhatCouldNeverBeWrittenIsNotChosen) {
  std::string const longest(51, 'x');
  auto const groups =
      groups_of(tagged::library({{"a,b", 3}, {longest, 2}, {"o k\x01", 2}, {"o-k\x01", 1}}));
  for (auto const& group : groups) {
    EXPECT_EQ(group.word, "");
    EXPECT_EQ(group.chosen, ChosenBy::none);
  }
  auto const long_group =
      groups_of(tagged::library({{"x-" + std::string(49, 'x'), 5}, {std::string(50, 'x'), 1}}));
  ASSERT_EQ(long_group.size(), 1U);
  EXPECT_EQ(long_group[0].word, std::string(50, 'x'));
  EXPECT_EQ(long_group[0].chosen, ChosenBy::writable);
}

TEST(Variants, EveryTagIsInJustOneGroup) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    auto const counts = tagged::random_library(seed);
    std::set<std::string> seen;
    int words = 0;
    for (auto const& group : groups_of(counts)) {
      std::set<std::string> keys;
      for (auto const& [tag, assets] : group.spellings) {
        EXPECT_TRUE(seen.insert(tag).second) << tag;
        EXPECT_EQ(counts.spellings.at(tag), assets);
        keys.insert(tag_key(tag, Variants::together));
      }
      EXPECT_EQ(keys.size(), 1U);
      EXPECT_EQ(counts.words.at(*keys.begin()), group.assets);
      ++words;
    }
    EXPECT_EQ(seen.size(), counts.spellings.size());
    EXPECT_EQ(static_cast<std::size_t>(words), counts.words.size());
  }
}

TEST(Variants, AnEmptyLibraryHasNone) {
  EXPECT_THAT(groups_of({}), IsEmpty());
}

}  // namespace
}  // namespace stacktag
