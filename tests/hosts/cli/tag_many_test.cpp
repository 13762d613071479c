// SPDX-License-Identifier: Apache-2.0
// `stacktag tag` with many pictures: folders, jobs, the bar, colours, pictures drawn on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "raster/raster.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TagManyTest : public ::testing::Test {
 protected:
  TagManyTest() {
    terminal.configure_aws();
    terminal.http.answer_with(
        [](auto const&) { return fakes::FakeHttpClient::reply(200, k_labels); });
  }

  std::string picture(std::string const& name) {
    raster::Pixels pixels{.width = 120, .height = 90};
    pixels.rgb.assign(120 * 90 * 3, 200);
    return terminal.file(name, *raster::encode_png(pixels));
  }

  Terminal terminal;
};

TEST_F(TagManyTest, JobsKeepTheOrderOfTheTable) {
  std::vector<std::string> words{"tag", "--jobs", "4"};
  std::string expected;
  for (int i = 0; i < 20; ++i) {
    words.push_back(picture(std::to_string(100 + i) + ".png"));
    expected += words.back() + "  Horse 99.5, Field 80.0\n";
  }
  EXPECT_EQ(terminal.run(words), 0) << terminal.err.str();
  EXPECT_THAT(terminal.out.str(), HasSubstr(expected));
  EXPECT_EQ(terminal.http.count(), 20U);
}

TEST_F(TagManyTest, AFolderStandsForItsPictures) {
  picture("b.png");
  picture("a.png");
  terminal.file("notes.txt", "no picture");
  EXPECT_EQ(terminal.run({"tag", terminal.folder()}), 0) << terminal.err.str();
  EXPECT_LT(terminal.out.str().find("/a.png"), terminal.out.str().find("/b.png"));
  EXPECT_THAT(terminal.out.str(), Not(HasSubstr("notes")));
}

TEST_F(TagManyTest, APictureWithBoxesIsWrittenForEach) {
  auto const out = terminal.folder() + "/out/deep";
  auto const small = terminal.file("small.png", drawn::png(20, 20));
  EXPECT_EQ(terminal.run({"tag", "--annotate", out, picture("a.png"), small}), 3);
  std::ifstream file(out + "/a.jpg", std::ios::binary);
  std::string const bytes{std::istreambuf_iterator<char>(file), {}};
  auto const size = raster::measure(bytes);
  ASSERT_TRUE(size);
  EXPECT_EQ(size->width, 720);
  EXPECT_FALSE(std::filesystem::exists(out + "/small.jpg"));
  EXPECT_FALSE(std::filesystem::exists(out + "/.a.jpg.part"));
}

TEST_F(TagManyTest, APictureIsNeverWrittenOver) {
  auto const file = picture("a.jpg");
  auto const name = std::filesystem::path(terminal.folder()).filename().string();
  auto const inside = terminal.folder() + "/../" + name + "/.";
  for (auto const& folder : {terminal.folder(), terminal.folder() + "/", inside}) {
    EXPECT_EQ(terminal.run({"tag", "--annotate", folder, "https://h.example/b.jpg", file}), 2);
    EXPECT_THAT(terminal.err.str(), HasSubstr(file + " might be written over"));
  }
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST_F(TagManyTest, AFolderThatCannotBeMadeIsAMistakeBeforeAnythingIsPaid) {
  auto const file = picture("a.png");
  EXPECT_EQ(terminal.run({"tag", "--annotate", file + "/out", file}), 2);
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST_F(TagManyTest, TheBarIsForATerminalAndForMoreThanOnePicture) {
  auto const one = picture("a.png");
  auto const two = picture("b.png");
  EXPECT_EQ(terminal.run({"tag", one, two}), 0);
  EXPECT_EQ(terminal.err.str(), "");
  terminal.err_columns = 80;
  EXPECT_EQ(terminal.run({"tag", one}), 0);
  EXPECT_EQ(terminal.err.str(), "");
  EXPECT_EQ(terminal.run({"tag", one, two}), 0);
  EXPECT_THAT(terminal.err.str(), AllOf(HasSubstr("0/2 ["), HasSubstr("1/2 [")));
  EXPECT_THAT(terminal.err.str(), ::testing::EndsWith("\r\x1B[K")) << "nothing is left of it";
}

TEST_F(TagManyTest, ColoursAreForATerminalThatWantsThem) {
  auto const file = picture("a.png");
  terminal.run({"tag", file});
  EXPECT_THAT(terminal.out.str(), Not(HasSubstr("\x1B")));
  terminal.out_columns = 80;
  terminal.run({"tag", file});
  EXPECT_THAT(terminal.out.str(), HasSubstr("\x1B[32mHorse 99.5, Field 80.0\x1B[0m"));
  terminal.environment.set("NO_COLOR", "1");
  terminal.run({"tag", file});
  EXPECT_THAT(terminal.out.str(), Not(HasSubstr("\x1B")));
  terminal.environment.set("NO_COLOR", "");
  terminal.environment.set("TERM", "dumb");
  terminal.run({"tag", file});
  EXPECT_THAT(terminal.out.str(), Not(HasSubstr("\x1B")));
}

TEST_F(TagManyTest, WideNamesKeepTheColumns) {
  auto const narrow = picture("abcd.png");
  auto const wide = picture("\xE9\xA6\xAC\xE9\xA6\xAC.png");
  EXPECT_EQ(terminal.run({"tag", narrow, wide}), 0);
  EXPECT_THAT(terminal.out.str(),
              AllOf(HasSubstr(narrow + "  Horse"), HasSubstr(wide + "  Horse")));
}

}  // namespace
}  // namespace stacktag::cli
