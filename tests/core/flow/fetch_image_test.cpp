// SPDX-License-Identifier: Apache-2.0
#include "flow/fetch_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stacktag/limits.h"
#include "world.h"

namespace stacktag {
namespace {

using ::testing::HasSubstr;
using world::Pictures;

/// Makes of every file the JPEG that it is given, or fails so.
class Press final : public ImagePreparer {
 public:
  Result<Image> prepare(std::string bytes, Deadline const&) override {
    seen.push_back(std::move(bytes));
    return made;
  }

  std::vector<std::string> seen{};
  Result<Image> made = Image{drawn::jpeg(1024, 700), {ImageFormat::jpeg, 1024, 700}};
};

struct Fetching {
  Pictures pictures{};
  fakes::FakeClock clock{};
  Report report{};
  ImagePreparer* preparer = nullptr;

  Result<Image> run() {
    return fetch_image(pictures, preparer, clock, "https://i.example/a", {}, report);
  }
};

TEST(FetchImage, AFitFileGoesAsItIs) {
  Fetching fetching;
  auto const image = fetching.run();
  ASSERT_TRUE(image);
  EXPECT_EQ(image->bytes, drawn::jpeg(640, 480));
  EXPECT_EQ(image->header, (ImageHeader{ImageFormat::jpeg, 640, 480}));
  EXPECT_EQ(fetching.pictures.renditions, 0);
  EXPECT_TRUE(fetching.report.steps.image);
  EXPECT_FALSE(fetching.report.steps.rendition);
}

TEST(FetchImage, WhatIsUnfitIsAskedForAgainAsASmallJpeg) {
  for (auto const& original :
       {std::string("RIFF....WEBPVP8 "), std::string("GIF89a..."),
        std::string("\0\0\0\x1C", 4) + "ftypavif", drawn::png(10'001, 400),
        drawn::jpeg(900, 900) + std::string(limits::labeler_image_bytes_max, 'x')}) {
    Fetching fetching;
    fetching.pictures.original = original;
    fetching.pictures.small_jpeg = drawn::jpeg(1024, 768);
    auto const image = fetching.run();
    ASSERT_TRUE(image) << original.substr(0, 12);
    EXPECT_EQ(image->header.width, 1024);
    EXPECT_EQ(fetching.report.image_bytes, original.size() + image->bytes.size());
    EXPECT_TRUE(fetching.report.steps.rendition);
  }
}

TEST(FetchImage, AFileBeyondTheLimitIsAskedForAgainToo) {
  Fetching fetching;
  fetching.pictures.original = fail(Reason::too_large, "more than 20 MiB");
  fetching.pictures.small_jpeg = drawn::jpeg(1024, 768);
  EXPECT_TRUE(fetching.run());
}

TEST(FetchImage, WithoutARenditionTheReasonIsTheOriginals) {
  Fetching fetching;
  fetching.pictures.original = drawn::png(10'001, 400);
  ASSERT_FALSE(fetching.run());
  EXPECT_EQ(fetching.run().error().reason, Reason::too_large);
  EXPECT_THAT(fetching.run().error().message, HasSubstr("10001 x 400"));
}

TEST(FetchImage, ARenditionThatMayComeLaterIsWorthARepeat) {
  Fetching fetching;
  fetching.pictures.original = std::string("GIF89a...");
  fetching.pictures.small_jpeg = fail(Reason::image_unavailable, "503");
  ASSERT_FALSE(fetching.run());
  EXPECT_EQ(fetching.run().error().kind(), ErrorKind::retry);
}

TEST(FetchImage, AHostThatIgnoresWhatWeAskForIsNotBelieved) {
  Fetching fetching;
  fetching.pictures.original = std::string("GIF89a...");
  fetching.pictures.small_jpeg = fetching.pictures.original;
  ASSERT_FALSE(fetching.run());
  EXPECT_EQ(fetching.run().error().reason, Reason::unsupported_format);
}

TEST(FetchImage, ARenditionThatIsTooSmallSaysSo) {
  Fetching fetching;
  fetching.pictures.original = drawn::png(10'001, 100);
  fetching.pictures.small_jpeg = drawn::jpeg(1024, 10);
  ASSERT_FALSE(fetching.run());
  EXPECT_EQ(fetching.run().error().reason, Reason::too_small);
}

TEST(FetchImage, WithAPreparerAFitFileGoesThroughIt) {
  Press press;
  Fetching fetching{.preparer = &press};
  ASSERT_TRUE(fetching.run());
  EXPECT_EQ(fetching.run()->header.width, 1024);
  EXPECT_EQ(press.seen.at(0), drawn::jpeg(640, 480));
  EXPECT_EQ(fetching.pictures.renditions, 0);
}

TEST(FetchImage, TheHostsRenditionComesBeforeOurs) {
  Press press;
  Fetching fetching{.preparer = &press};
  fetching.pictures.original = std::string("GIF89a...");
  fetching.pictures.small_jpeg = drawn::jpeg(1024, 768);
  EXPECT_EQ(fetching.run()->header.height, 768);
  EXPECT_TRUE(press.seen.empty());
}

TEST(FetchImage, WhereTheHostHasNoRenditionThePictureIsPreparedHere) {
  for (auto const reason : {Reason::unsupported_format, Reason::image_unavailable,
                            Reason::image_denied, Reason::too_large}) {
    Press press;
    Fetching fetching{.preparer = &press};
    fetching.pictures.original = std::string("GIF89a...");
    fetching.pictures.small_jpeg = fail(reason, "no rendition");
    EXPECT_EQ(fetching.run()->header.height, 700) << to_string(reason);
    EXPECT_EQ(press.seen.at(0), "GIF89a...");
  }
}

TEST(FetchImage, ARenditionThatIsTooNarrowIsMadeWiderHere) {
  Press press;
  Fetching fetching{.preparer = &press};
  fetching.pictures.original = drawn::png(12'000, 900);
  fetching.pictures.small_jpeg = drawn::jpeg(1024, 76);
  EXPECT_EQ(fetching.run()->header.height, 700);
}

TEST(FetchImage, WhatNobodyCanPrepareHasThePreparersReasonUnlessARepeatMayHelp) {
  Press press;
  press.made = fail(Reason::corrupt, "cut off");
  Fetching fetching{.preparer = &press};
  fetching.pictures.original = std::string("GIF89a...");
  fetching.pictures.small_jpeg = fail(Reason::unsupported_format, "422");
  EXPECT_EQ(fetching.run().error().reason, Reason::corrupt);
  fetching.pictures.small_jpeg = fail(Reason::image_unavailable, "503");
  EXPECT_EQ(fetching.run().error().reason, Reason::image_unavailable);
}

TEST(FetchImage, OnceTheTimeIsUpNothingIsPrepared) {
  Press press;
  Fetching fetching{.preparer = &press};
  fetching.pictures.original = std::string("GIF89a...");
  fetching.pictures.small_jpeg = fail(Reason::out_of_time, "");
  EXPECT_EQ(fetching.run().error().reason, Reason::out_of_time);
  EXPECT_TRUE(press.seen.empty());
}

TEST(FetchImage, ADamagedOriginalIsNotAskedForAgain) {
  Fetching fetching;
  fetching.pictures.original = drawn::png(300, 300).substr(0, 50);
  ASSERT_FALSE(fetching.run());
  EXPECT_EQ(fetching.pictures.renditions, 0);
}

}  // namespace
}  // namespace stacktag
