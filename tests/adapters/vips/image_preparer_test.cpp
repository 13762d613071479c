// SPDX-License-Identifier: Apache-2.0
#include "vips/image_preparer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "files.h"
#include "platform/raster/pictures.h"
#include "stacktag/limits.h"

namespace stacktag::vips {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class ImagePreparerTest : public ::testing::Test {
 protected:
  Result<Image> prepare(std::string const& bytes, Deadline const& deadline = {}) {
    return make_image_preparer(options, clock)->prepare(bytes, deadline);
  }

  Options options{};
  fakes::FakeClock clock{};
};

TEST_F(ImagePreparerTest, TheSideIsTheUsersChoice) {
  options.side = 400;
  auto const image = prepare(raster::black(900, 600, ".png"));
  ASSERT_TRUE(image);
  EXPECT_EQ(image->header, (ImageHeader{ImageFormat::jpeg, 400, 267}));
}

TEST_F(ImagePreparerTest, WhatIsTransparentLiesOnWhite) {
  auto const image = prepare(raster::saved({.width = 100,
                                            .height = 90,
                                            .colours = raster::Colours::rgba,
                                            .left = {0, 0, 0, 0},
                                            .right = {0, 0, 0, 0}},
                                           ".png"));
  ASSERT_TRUE(image);
  EXPECT_THAT(raster::decode(image->bytes, 0)->rgb, ::testing::Each(255));
}

TEST_F(ImagePreparerTest, ABitmapHasItsColours) {
  for (int const bits : {1, 24, 32}) {
    auto const image = prepare(files::bmp(90, 90, bits));
    ASSERT_TRUE(image) << bits;
    auto const pixels = raster::decode(image->bytes, 0);
    EXPECT_NEAR(pixels->rgb.at(0), 0xC8, 4) << bits;
    EXPECT_NEAR(pixels->rgb.at(2), 0x1E, 4) << bits;
  }
}

// Noise at the longest side that can be asked for makes more than 5 MiB.
TEST_F(ImagePreparerTest, WhatMakesTooManyBytesIsMadeSmallerStill) {
  options.side = 4096;
  auto const image = prepare(raster::noise(4096, 4096, ".tif"));
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->header.width, 2048);
  EXPECT_LE(image->bytes.size(), limits::labeler_image_bytes_max);
}

TEST_F(ImagePreparerTest, DecodingStopsWhenItsTimeIsUp) {
  options.limits.time_max = 1ms;
  auto const image = prepare(raster::noise(2000, 2000, ".png[compression=0]"));
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::too_large);
  EXPECT_THAT(image.error().message, HasSubstr("within 1 ms"));
}

TEST_F(ImagePreparerTest, NothingIsDecodedAfterTheDeadline) {
  auto const gif = raster::black(100, 100, ".gif");
  auto const late = prepare(gif, {.at = clock.now()});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().reason, Reason::out_of_time);
  std::stop_source stop;
  stop.request_stop();
  auto const stopped = prepare(gif, {.cancelled = stop.get_token()});
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().reason, Reason::out_of_time);
}

TEST_F(ImagePreparerTest, TooManyFramesAreRefused) {
  options.limits.pages_max = 2;
  auto const image = prepare(raster::saved({.width = 90, .height = 90, .frames = 3}, ".gif"));
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::too_large);
  EXPECT_THAT(image.error().message, HasSubstr("3 pages"));
}

TEST(ImagePreparerOptions, AreReadAndJudged) {
  Environment environment;
  SettingsReader plain(environment);
  EXPECT_EQ(read_options(plain).side, 1024);
  EXPECT_EQ(read_options(plain).limits.documents, raster::Documents::leave_out);
  environment.set("STACKTAG_IMAGE_SIDE", "2048");
  environment.set("STACKTAG_IMAGE_DOCUMENTS", "Read");
  SettingsReader good(environment);
  auto const options = read_options(good);
  EXPECT_EQ(options.side, 2048);
  EXPECT_EQ(options.limits.documents, raster::Documents::read);
  EXPECT_THAT(good.mistakes(), IsEmpty());
  environment.set("STACKTAG_IMAGE_SIDE", "255");
  environment.set("STACKTAG_IMAGE_DOCUMENTS", "some");
  SettingsReader wrong(environment);
  read_options(wrong);
  EXPECT_THAT(wrong.mistakes(), SizeIs(2));
}

}  // namespace
}  // namespace stacktag::vips
