// SPDX-License-Identifier: Apache-2.0
// Files of labels and of parents.
#include "network_vision/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/network_vision/wordnet_extract.h"

namespace stacktag::network_vision {
namespace {

using testing::ElementsAre;

TEST(LabelFile, MayHaveEveryFormThatIsInUse) {
  std::vector<Word> const expected{{"Tench", "", {}}, {"", "", {}}, {"Tabby Cat", "", {}}};
  for (auto const* text : {"tench, Tinca tinca\n\ntabby, tabby cat", "tench\r\n\r\ntabby cat\r\n",
                           R"(["tench", "", "tabby cat"])",
                           R"({"id2label": {"2": "tabby cat", "0": "tench", "1": ""}})",
                           R"({"label_names": ["tench", "", "tabby cat"]})"}) {
    auto const words = read_words(text);
    ASSERT_TRUE(words) << text << words.error().message;
    EXPECT_EQ(*words, expected) << text;
  }
}

TEST(LabelFile, NamesMeaningsAsWordNetDoes) {
  std::vector<Word> const expected{{"Tabby Cat", "n02123045", {}}};
  for (auto const* text : {"n02123045 tabby, tabby cat\n",
                           R"({"label_names": ["n02123045"],
                               "label_descriptions": {"n02123045": "tabby, tabby cat"}})"}) {
    EXPECT_EQ(read_words(text).value(), expected) << text;
  }
}

TEST(LabelFile, IsRefusedWhereItIsNone) {
  for (auto const* text : {"", "{", "{}", "[]", "[1, 2]", R"({"id2label": {"1": "no zero"}})",
                           R"({"id2label": {"0": 7}})"}) {
    auto const words = read_words(text);
    ASSERT_FALSE(words) << text;
    EXPECT_EQ(words.error().reason, Reason::bad_configuration) << text;
  }
  EXPECT_FALSE(read_words(std::string(100'001, '\n')));
}

TEST(ParentsFile, IsWrittenFromWordNetAndReadAgain) {
  auto const extract = cats_and_tools();
  auto words = words_of({"tabby, tabby cat", "hammer", "no such thing"});
  auto const text = write_parents(words, WordNet::of(extract.index, extract.data));
  ASSERT_TRUE(add_parents(words, text));
  EXPECT_THAT(words[0].parents, ElementsAre("Cat", "Mammal", "Animal"));
  EXPECT_THAT(words[1].parents, ElementsAre("Tool"));
  EXPECT_THAT(words[2].parents, ElementsAre());
  EXPECT_EQ(write_parents(words_of({"no such thing"}), WordNet::of("", "")), "");
}

TEST(ParentsFile, IsRefusedWhereItIsNone) {
  auto words = words_of({"hammer"});
  EXPECT_FALSE(add_parents(words, "no JSON"));
  EXPECT_FALSE(add_parents(words, "[]"));
  EXPECT_TRUE(add_parents(words, R"({"Hammer": 7})"));
  EXPECT_THAT(words[0].parents, ElementsAre());
}

}  // namespace
}  // namespace stacktag::network_vision
