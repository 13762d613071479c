// SPDX-License-Identifier: Apache-2.0
// Columns that stand below one another.
#include "cli/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace stacktag::cli {
namespace {

using ::testing::ElementsAre;

TEST(TextTables, AlignByTheColumnsOfATerminal) {
  EXPECT_THAT(table_lines({{"A", "B"}, {"\u9a6c\u9a6c", "x"}, {"e\u0301", "y"}, {"abc"}, {}}),
              ElementsAre("A     B", "\u9a6c\u9a6c  x", "e\u0301     y", "abc", ""));
  EXPECT_THAT(table_lines({}), ElementsAre());
}

TEST(TextTables, CommandNoTerminal) {
  EXPECT_THAT(table_lines({{"a\x1B", "b\n"}}), ElementsAre("a?  b?"));
}

TEST(Lines, AreCutBetweenCharacters) {
  EXPECT_EQ(cut_to("abc", 3), "abc");
  EXPECT_EQ(cut_to("abc", 2), "ab");
  EXPECT_EQ(cut_to("abc", 0), "");
  EXPECT_EQ(cut_to("a\u9a6c", 2), "a");
  EXPECT_EQ(cut_to("a\u9a6c", 3), "a\u9a6c");
  EXPECT_EQ(cut_to("e\u0301x", 1), "e\u0301");
}

TEST(Moments, AreInUtc) {
  EXPECT_EQ(moment(fakes::FakeClock::start_of_wall()), "2026-03-01 12:00:00");
}

}  // namespace
}  // namespace stacktag::cli
