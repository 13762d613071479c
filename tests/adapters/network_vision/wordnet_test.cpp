// SPDX-License-Identifier: Apache-2.0
// What kind of thing a thing is.
#include "network_vision/wordnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/network_vision/wordnet_extract.h"

namespace stacktag::network_vision {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Words : public testing::Test {
 protected:
  Extract const extract_ = cats_and_tools();
  WordNet const net_ = WordNet::of(extract_.index, extract_.data);
};

TEST_F(Words, HaveParentsNearestFirstWithoutThoseThatSayNothing) {
  EXPECT_THAT(net_.parents("", "Tabby Cat"), ElementsAre("Cat", "Mammal", "Animal"));
  EXPECT_THAT(net_.parents("", "hammer"), ElementsAre("Tool"));
  EXPECT_THAT(net_.parents("", "Entity"), IsEmpty());
}

TEST_F(Words, AreFoundWhereverTheyStandInTheIndex) {
  for (auto const& [word, synset] : extract_.synsets) {
    EXPECT_EQ(net_.parents("", word), net_.parents(synset, "")) << word;
  }
  for (auto const* unknown : {"", "a", "zebra", "cat_", "tab", "  1"}) {
    EXPECT_THAT(net_.parents("", unknown), IsEmpty()) << unknown;
  }
}

TEST_F(Words, AreMeantByTheirNumberBeforeTheirName) {
  EXPECT_THAT(net_.parents(extract_.synsets.at("hammer"), "Tabby Cat"), ElementsAre("Tool"));
  EXPECT_THAT(net_.parents("n99999999", "hammer"), ElementsAre("Tool"));
}

TEST(LongWays, KeepTheNearestAndTheMostGeneral) {
  auto const long_way = extract({{"entity", ""},
                                 {"animal", "entity"},
                                 {"mammal", "animal"},
                                 {"pet", "mammal"},
                                 {"dog", "pet"},
                                 {"hunter", "dog"},
                                 {"retriever", "hunter"},
                                 {"golden", "retriever"},
                                 {"puppy", "golden"}});
  EXPECT_THAT(WordNet::of(long_way.index, long_way.data).parents("", "Puppy"),
              ElementsAre("Golden", "Retriever", "Hunter", "Dog", "Pet", "Animal"));
}

TEST(DamagedWordNet, LeadsNowhereAndEnds) {
  auto const good = cats_and_tools();
  for (std::size_t cut = 0; cut < good.data.size(); cut += 7) {
    auto const net = WordNet::of(good.index, good.data.substr(0, cut));
    EXPECT_LE(net.parents("", "Tabby Cat").size(), 6u);
  }
  // "a" is a kind of "b", and "b" a kind of "a".
  std::string const data =
      "00000000 05 n 01 a 0 001 @ 00000056 n 0000 | round     \n"
      "00000056 05 n 01 b 0 001 @ 00000000 n 0000 | and round\n";
  EXPECT_THAT(WordNet::of("", data).parents("n00000000", "A"), ElementsAre("B"));
  EXPECT_THAT(WordNet::of("a n 1 1 @ 1 0 0x\n", "garbage").parents("", "a"), IsEmpty());
}

TEST(AbsentWordNet, IsToldByItsPath) {
  auto const absent = WordNet::open("/nowhere");
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().reason, Reason::bad_configuration);
  EXPECT_THAT(absent.error().message, testing::HasSubstr("/nowhere/index.noun"));
}

}  // namespace
}  // namespace stacktag::network_vision
