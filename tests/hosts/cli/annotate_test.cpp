// SPDX-License-Identifier: Apache-2.0
#include "cli/annotate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cli/canvas.h"
#include "raster/raster.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::ElementsAre;

raster::Pixels drawn(std::string const& bytes, Labels const& labels) {
  auto const jpeg = annotate(bytes, labels);
  EXPECT_TRUE(jpeg);
  return *raster::decode(*jpeg, 0);
}

// Whether the pixel is no longer the grey that all of them were.
bool is_drawn_on(raster::Pixels const& picture, int x, int y) {
  auto const at = static_cast<std::size_t>(y * picture.width + x) * 3;
  return std::ranges::any_of(picture.rgb.begin() + static_cast<std::ptrdiff_t>(at),
                             picture.rgb.begin() + static_cast<std::ptrdiff_t>(at + 3),
                             [](int band) { return std::abs(band - 128) > 30; });
}

Label boxed(std::string name, Box const& box) {
  return {.name = std::move(name), .confidence = 90, .instances = {{box, 90}}};
}

TEST(Annotate, DrawsTheBoxWhereItIs) {
  auto const picture =
      drawn(drawn_png(800, 600, 128), {.found = {boxed("Horse", {0.25, 0.5, 0.5, 0.25})}});
  EXPECT_EQ(picture.width, 800);
  EXPECT_EQ(picture.height, 600);
  EXPECT_TRUE(is_drawn_on(picture, 201, 400));
  EXPECT_TRUE(is_drawn_on(picture, 598, 400));
  EXPECT_TRUE(is_drawn_on(picture, 500, 448));
  EXPECT_FALSE(is_drawn_on(picture, 400, 375)) << "the middle of the box";
  EXPECT_FALSE(is_drawn_on(picture, 100, 400)) << "outside";
}

TEST(Annotate, EnlargesATinyPictureAndKeepsALargeOneWithinItsLimit) {
  EXPECT_EQ(drawn(drawn_png(100, 80, 128), {}).width, 700);
  EXPECT_EQ(drawn(drawn_png(5000, 100, 128), {}).width, 4096);
}

TEST(Annotate, PutsWhatHasNoBoxIntoAStripBelow) {
  auto const picture =
      drawn(drawn_png(800, 600, 128), {.found = {{.name = "Field", .confidence = 80}}});
  EXPECT_GT(picture.height, 620);
  EXPECT_TRUE(is_drawn_on(picture, 2, picture.height - 2));
  EXPECT_FALSE(is_drawn_on(picture, 2, 590));
}

// A box beyond the edge, an empty one, one with markup in its name, a hundred in one place.
TEST(Annotate, DrawsWhateverAnEngineSays) {
  Labels labels{.found = {boxed("Far", {-1, -1, 9, 9}), boxed("Point", {1, 1, 0, 0}),
                          boxed("<b>&amp", {0.5, 0.5, 0.1, 0.1}), boxed("", {0, 0, 1, 1})}};
  for (int i = 0; i < 200; ++i) {
    labels.found.push_back(boxed("Crowd", {0.4 + i * 0.001, 0.4, 0.1, 0.1}));
  }
  EXPECT_EQ(drawn(drawn_png(640, 480, 128), labels).width, 640);
}

TEST(Annotate, OfWhatIsNoPictureIsAnError) {
  EXPECT_FALSE(annotate("no picture", {}));
}

TEST(Annotate, NamesAreTheirPicturesAndNoTwoAlike) {
  EXPECT_THAT(annotated_names({"in/photo.png", "photo.jpg", "other/photo.webp", "photo-2.gif",
                               "https://x.example/a%20b.jpg?w=9", "-", "https://x.example/"}),
              ElementsAre("photo.jpg", "photo-2.jpg", "photo-3.jpg", "photo-2-2.jpg", "a%20b.jpg",
                          "picture.jpg", "picture-2.jpg"));
}

TEST(Annotate, AFolderThatCannotBeWrittenToIsTold) {
  auto const written = write_annotated("/nowhere/at/all", "a.jpg", "bytes");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().reason, Reason::bad_configuration);
}

TEST(Canvas, DrawsNothingOutsideThePicture) {
  raster::Pixels picture{.width = 4, .height = 3, .rgb = std::vector<std::uint8_t>(36, 9)};
  frame(picture, {-5, -5, 99, 99}, 2, {255, 255, 255});
  lay(picture, {2, 1, {255, 255}}, -1, 2, {1, 2, 3});
  EXPECT_EQ(picture.rgb.size(), 36U);
  EXPECT_EQ(picture.rgb[24], 1);
  EXPECT_EQ(picture.rgb[27], 9);
}

}  // namespace
}  // namespace stacktag::cli
