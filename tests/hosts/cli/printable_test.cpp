// SPDX-License-Identifier: Apache-2.0
// Text from outside on a terminal.
#include "cli/printable.h"

#include <gtest/gtest.h>

namespace stacktag::cli {
namespace {

TEST(Printable, TextStaysAsItIs) {
  for (auto const* text : {"", "Horse, Field ~", "\xC3\xBC\xC2\xA0", "\xE2\x82\xAC",
                           "\xF0\x9F\x90\xB4 and \xE9\xA6\xAC"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, ControlCharactersAreAsked) {
  EXPECT_EQ(printable("a\x1B[2Jb"), "a?[2Jb");
  EXPECT_EQ(printable(std::string_view("\0\a\b\t\n\r\x1F\x7F", 8)), "????????");
  EXPECT_EQ(printable("\xC2\x80\xC2\x9B\xC2\x9F"), "???") << "C1, each a whole character";
}

TEST(Printable, WhatIsNoUtf8IsAsked) {
  EXPECT_EQ(printable("\x9B"
                      "31m"),
            "?31m");
  EXPECT_EQ(printable("a\xC3"), "a?");
  EXPECT_EQ(printable("\xE2\x82z"), "??z");
  EXPECT_EQ(printable("\xE2\x1B\xAC"), "???");
  EXPECT_EQ(printable("\xC0\x9B\xFF"), "???");
}

}  // namespace
}  // namespace stacktag::cli
