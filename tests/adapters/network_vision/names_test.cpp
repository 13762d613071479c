// SPDX-License-Identifier: Apache-2.0
// From the names of classes to words that people would tag with.
#include "network_vision/names.h"

#include <gtest/gtest.h>

namespace stacktag::network_vision {
namespace {

TEST(TagName, IsTheMostUsualWordInTitleCase) {
  struct Case {
    char const* words;
    char const* expected;
  };
  Case const table[]{
      {"tabby, tabby cat", "Tabby Cat"},
      {"tench, Tinca tinca", "Tench"},
      {"great white shark, white shark, man-eater, Carcharodon carcharias", "Great White Shark"},
      {"Cardigan, Cardigan Welsh corgi", "Cardigan Welsh Corgi"},
      {"dugong, Dugong dugon", "Dugong"},
      {"golden_retriever", "Golden Retriever"},
      {"hen-of-the-woods, Polyporus frondosus", "Hen-of-the-Woods"},
      {"lily of the valley", "Lily of the Valley"},
      {"crane (machine)", "Crane"},
      {"T-shirt", "T-Shirt"},
      {"  blank \t inside ", "Blank Inside"},
      {"of", "Of"},
      {"\xC3\xA9"
       "clair",
       "\xC3\xA9"
       "clair"},
      {"(only a remark)", ""},
      {" , ,", ""},
      {"", ""},
      {")odd(", ")odd"},
  };
  for (auto const& [words, expected] : table) {
    EXPECT_EQ(tag_name(words), expected) << words;
  }
}

TEST(ClassNames, BeginWithWordNetsNumberOrNot) {
  struct Case {
    char const* raw;
    char const* synset;
    char const* words;
  };
  Case const table[]{
      {"n02123045 tabby, tabby cat", "n02123045", "tabby, tabby cat"},
      {"n02123045: tabby", "n02123045", "tabby"},
      {"n02123045", "n02123045", ""},
      {"n0212304 tabby", "", "n0212304 tabby"},
      {"nightingale", "", "nightingale"},
      {"n0212304x", "", "n0212304x"},
      {" tabby\r", "", "tabby"},
      {"", "", ""},
  };
  for (auto const& [raw, synset, words] : table) {
    auto const parts = split_class_name(raw);
    EXPECT_EQ(parts.synset, synset) << raw;
    EXPECT_EQ(parts.words, words) << raw;
  }
}

}  // namespace
}  // namespace stacktag::network_vision
