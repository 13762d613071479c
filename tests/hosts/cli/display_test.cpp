// SPDX-License-Identifier: Apache-2.0
// What a person sees on a terminal: columns, the bar, and which pictures a folder stands for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "cli/columns.h"
#include "cli/pictures.h"
#include "cli/progress.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

TEST(Columns, AreThoseOfATerminal) {
  EXPECT_EQ(columns(""), 0U);
  EXPECT_EQ(columns("horse"), 5U);
  EXPECT_EQ(columns("\xC3\xBC"), 1U);          // ü
  EXPECT_EQ(columns("u\xCC\x88"), 1U);         // u and two dots that go onto it
  EXPECT_EQ(columns("\xE9\xA6\xAC"), 2U);      // a Chinese character
  EXPECT_EQ(columns("\xEA\xB0\x80.jpg"), 6U);  // a Korean one
  EXPECT_EQ(columns("\xF0\x9F\x90\xB4"), 2U);  // an emoji
  EXPECT_EQ(columns("\xD0\xA9\xD0\xB8"), 2U);  // Cyrillic
}

TEST(ProgressLine, TellsCountRateAndTimeLeft) {
  EXPECT_EQ(progress_line(0, 200, 0s, 40), "0/200 [" + std::string(31, ' ') + "]");
  auto const line = progress_line(50, 200, 10s, 79);
  EXPECT_THAT(line, AllOf(StartsWith("50/200 [=========="), EndsWith("]  5.0/s, 30 s left")));
  EXPECT_THAT(progress_line(1, 1000, 10s, 79), EndsWith("0.1/s, 2 h 46 min left"));
  EXPECT_THAT(progress_line(1, 10, 10s, 79), EndsWith("1 min 30 s left"));
}

TEST(ProgressLine, FitsANarrowTerminal) {
  for (int width = 1; width < 60; ++width) {
    EXPECT_LT(progress_line(123, 4567, 99s, width).size(), static_cast<std::size_t>(width));
  }
}

TEST(Pictures, OfAFolderAreThoseBelowItInOrder) {
  Terminal terminal;
  std::filesystem::create_directories(terminal.folder() + "/in/deep");
  std::filesystem::create_directories(terminal.folder() + "/in/.hidden");
  for (auto const* name : {"in/b.JPG", "in/a.webp", "in/notes.txt", "in/deep/c.heic", "in/.d.png",
                           "in/.hidden/e.png"}) {
    terminal.file(name, "x");
  }
  auto const in = terminal.folder() + "/in";
  EXPECT_THAT(
      all_pictures({"z.png", in, "https://x/y.png"}),
      ElementsAre("z.png", in + "/a.webp", in + "/b.JPG", in + "/deep/c.heic", "https://x/y.png"));
  EXPECT_THAT(all_pictures({in + "/.hidden", "-"}), ElementsAre(in + "/.hidden/e.png", "-"));
}

}  // namespace
}  // namespace stacktag::cli
