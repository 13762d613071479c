// SPDX-License-Identifier: Apache-2.0
#include "rules/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/letters.h"

namespace stacktag {
namespace {

TEST(Letters, LoseTheirCaseInLatinGreekAndCyrillic) {
  EXPECT_EQ(lower_letters("ABC xyz 123"), "abc xyz 123");
  EXPECT_EQ(lower_letters("ÀÉÎÕÜÝÞ×ß÷ÿ"), "àéîõüýþ×ß÷ÿ");
  EXPECT_EQ(lower_letters("ĀĂČĎĞŁŃŇŒŠŸŹŻŽ"), "āăčďğłńňœšÿźżž");
  EXPECT_EQ(lower_letters("ΆΈΉΊΌΎΏΑΩΪΫ"), "άέήίόύώαωϊϋ");
  EXPECT_EQ(lower_letters("ЀЏАЯҐӘ"), "ѐџаяґә");
}

TEST(Letters, OfOtherKindsAndBrokenOnesStay) {
  EXPECT_EQ(lower_letters("İı 日本 😀"), "İı 日本 😀");
  EXPECT_EQ(lower_letters("\xC3"), "\xC3");
  EXPECT_EQ(lower_letters("\xFF\xC3(A"), "\xFF\xC3(a");
  EXPECT_EQ(title_letters("\x80 a"), "\x80 A");
}

TEST(Letters, BecomeCapitalsAtTheStartOfWords) {
  EXPECT_EQ(title_letters("new york"), "New York");
  EXPECT_EQ(title_letters("éclair ñandú ÿ ω я ѐ"), "Éclair Ñandú Ÿ Ω Я Ѐ");
  EXPECT_EQ(title_letters("straße ß"), "Straße ß");
}

TEST(Letters, EveryCapitalComesBackFromItsSmallLetter) {
  for (unsigned code = 0x80; code < 0x800; ++code) {
    std::string const letter{static_cast<char>(0xC0U | (code >> 6U)),
                             static_cast<char>(0x80U | (code & 0x3FU))};
    auto const low = lower_letters(letter);
    if (low != letter) {
      EXPECT_EQ(title_letters(low), letter) << code;
      EXPECT_EQ(lower_letters(low), low) << code;
    }
  }
}

TEST(Words, AreOneButForCaseAndBlanksAround) {
  EXPECT_TRUE(same_tag(" Über ", "üBER"));
  EXPECT_FALSE(same_tag("T-Shirt", "T Shirt"));
  EXPECT_FALSE(same_tag("Horse", "Horses"));
}

TEST(Words, OfSignsOnlyStayApart) {
  EXPECT_NE(tag_key("-", Variants::together), tag_key("--", Variants::together));
  EXPECT_NE(tag_key("-", Variants::together), "");
}

TEST(Words, FindTheExactOneBeforeAVariant) {
  Words const words({"Glasses", "dogs", "Dog", "DOG"});
  EXPECT_EQ(*words.find("dog"), "Dog");
  EXPECT_EQ(*words.find("Dogs"), "dogs");
  EXPECT_EQ(words.find("glass"), nullptr);
  EXPECT_EQ(words.size(), 3U);
}

TEST(Patterns, FitTheWholeName) {
  for (auto const& [pattern, name] :
       std::vector<std::pair<std::string, std::string>>{{"*", ""},
                                                        {"", ""},
                                                        {"a*", "A"},
                                                        {"*.SVG", "x.svg"},
                                                        {"a?c", "aéc"},
                                                        {"a**c", "abbc"},
                                                        {"my_file*", "My File 1"},
                                                        {"*a*b*", "xxaxxbxx"}}) {
    EXPECT_TRUE(fits(pattern, name)) << pattern;
  }
  for (auto const& [pattern, name] : std::vector<std::pair<std::string, std::string>>{
           {"", "a"}, {"a", "ab"}, {"?", ""}, {"a*c", "ab"}, {"*a*b", "bba"}, {"a-b", "a b"}}) {
    EXPECT_FALSE(fits(pattern, name)) << pattern;
  }
}

TEST(Patterns, AreQuickOnHostileTexts) {
  EXPECT_FALSE(fits("*a*a*a*a*a*a*a*a*b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace stacktag
