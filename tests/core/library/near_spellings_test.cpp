// SPDX-License-Identifier: Apache-2.0
#include "library/near_spellings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/library/tagged.h"

namespace stacktag {
namespace {

using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

std::map<std::string, std::string> slips_in(std::vector<std::pair<std::string, int>> const& tags) {
  auto const groups = groups_of(tagged::library(tags));
  std::map<std::string, std::string> found;
  for (auto const& [slip, model] : near_spellings(groups)) {
    found[groups[slip].word] = groups[model].word;
  }
  return found;
}

TEST(NearSpellings, OneLetterOrTwoNeighboursInALongWord) {
  EXPECT_TRUE(looks_like("accomodation", "accommodation"));
  EXPECT_TRUE(looks_like("accommodation", "accomodation"));
  EXPECT_TRUE(looks_like("restuarant", "restaurant"));
  EXPECT_TRUE(looks_like("calender", "calendar"));
  EXPECT_TRUE(looks_like("montains", "montain"));
  EXPECT_TRUE(looks_like("g\xC3\xA4rtnerei", "gartnerei"));
}

TEST(NearSpellings, OtherWordsAreNone) {
  EXPECT_FALSE(looks_like("cat", "car"));
  EXPECT_FALSE(looks_like("house", "horse"));
  EXPECT_FALSE(looks_like("summer", "summer"));
  EXPECT_FALSE(looks_like("summer", "simmers"));
  EXPECT_FALSE(looks_like("restuarnat", "restaurant"));
  EXPECT_FALSE(looks_like("winter", "linter"));
  EXPECT_FALSE(looks_like("season2024", "season2025"));
  EXPECT_FALSE(looks_like("abcdef", "badcfe"));
}

TEST(NearSpellings, TheRarerOneIsTheSlipAndMuchRarer) {
  EXPECT_THAT(slips_in({{"Accommodation", 10}, {"accomodation", 2}}),
              UnorderedElementsAre(Pair("accomodation", "Accommodation")));
  EXPECT_THAT(slips_in({{"Accommodation", 10}, {"accomodation", 3}}), IsEmpty());
}

TEST(NearSpellings, NoSlipIsOfASlip) {
  // marketin is one letter from both, and nearer to nothing: the most used one counts.
  EXPECT_THAT(slips_in({{"marketing", 100}, {"marketin", 10}, {"marketi", 1}}),
              UnorderedElementsAre(Pair("marketin", "marketing")));
  EXPECT_THAT(slips_in({{"building", 100}, {"bulding", 10}, {"buldin", 1}, {"buldings", 1}}),
              UnorderedElementsAre(Pair("bulding", "building")));
}

TEST(NearSpellings, ManyLikeWordsTakeNoLongTime) {
  std::vector<std::pair<std::string, int>> tags{{"prefixes", 50}};
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      for (char c = 'a'; c <= 'h'; ++c) {
        tags.emplace_back(std::string("prefix") + a + b + c, 1);
      }
    }
  }
  auto const found = slips_in(tags);
  EXPECT_LE(found.size(), tags.size());
}

}  // namespace
}  // namespace stacktag
