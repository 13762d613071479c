// SPDX-License-Identifier: Apache-2.0
// Text as names, headers and tags need it.
#include "stacktag/text.h"

#include <gtest/gtest.h>

namespace stacktag {
namespace {

TEST(Text, TrimTakesBlanksOffTheEndsOnly) {
  EXPECT_EQ(trim(" \t\r\na \t b\r\n"), "a \t b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim(" \t\r\n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\xC2\xA0 a"), "\xC2\xA0 a") << "a blank beyond ASCII";
}

TEST(Text, LowerChangesLettersOfAsciiOnly) {
  EXPECT_EQ(lower("AZaz09@[`{"), "azaz09@[`{");
  EXPECT_EQ(lower("\xC3\x84"), "\xC3\x84");
  EXPECT_EQ(lower('Q'), 'q');
}

TEST(Text, SameTextButForCase) {
  EXPECT_TRUE(same_text("Content-TYPE", "content-type"));
  EXPECT_TRUE(same_text("", ""));
  EXPECT_FALSE(same_text("content-type", "content-typ"));
  EXPECT_FALSE(same_text("a[", "a{")) << "32 apart, as letters are, but no letters";
  EXPECT_FALSE(same_text("\xC3\x84", "\xC3\xA4"));
}

TEST(Text, JoinedTextsStandOneAfterTheOther) {
  EXPECT_EQ(joined({}), "");
  EXPECT_EQ(joined({"a"}), "a");
  EXPECT_EQ(joined({"", "b", "c"}), ", b, c");
  EXPECT_EQ(joined({"a", "b"}, "|"), "a|b");
}

TEST(Text, PercentHasOneDigitBehindThePoint) {
  EXPECT_EQ(percent(99.46), "99.5");
  EXPECT_EQ(percent(7), "7.0");
  EXPECT_EQ(percent(-1e300), "0.0");
  EXPECT_EQ(percent(1e300), "100.0");
}

TEST(Text, CharactersAreNotBytes) {
  EXPECT_EQ(characters(""), 0U);
  EXPECT_EQ(characters("abc"), 3U);
  EXPECT_EQ(characters("\xC3\xBC"
                       "a\xE2\x82\xAC\xF0\x9F\x90\xB4"),
            4U);
}

}  // namespace
}  // namespace stacktag
