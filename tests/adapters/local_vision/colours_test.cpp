// SPDX-License-Identifier: Apache-2.0
#include "local_vision/colours.h"

#include <gtest/gtest.h>

#include <map>

#include "adapters/local_vision/drawings.h"

namespace stacktag::local_vision {
namespace {

using drawings::Colour;

Colours measured(raster::Pixels pixels) {
  return measure_colours(cv::Mat(pixels.height, pixels.width, CV_8UC3, pixels.rgb.data()));
}

TEST(Colours, HaveTheNamesThatPeopleGiveThem) {
  std::vector<std::pair<Colour, std::string>> const named{
      {{255, 0, 0}, "Red"},       {{255, 140, 0}, "Orange"}, {{255, 255, 0}, "Yellow"},
      {{0, 128, 0}, "Green"},     {{0, 0, 255}, "Blue"},     {{128, 0, 128}, "Purple"},
      {{255, 20, 147}, "Pink"},   {{139, 69, 19}, "Brown"},  {{0, 0, 0}, "Black"},
      {{255, 255, 255}, "White"}, {{128, 128, 128}, "Gray"}, {{20, 10, 10}, "Black"},
      {{135, 206, 235}, "Blue"},  {{250, 245, 240}, "White"}};
  for (auto const& [colour, name] : named) {
    auto const colours = measured(drawings::plain(8, 8, colour));
    EXPECT_EQ(colours.dominant, name) << int{colour.red} << ' ' << int{colour.green};
    EXPECT_EQ(colours.dominant_share, 1.0);
    EXPECT_EQ(colours.distinct, 1);
  }
}

TEST(Colours, SharesAreOfThePixels) {
  auto const colours = measured(drawings::draw(10, 10, [](int x, int) {
    return x < 7 ? Colour{0, 0, 255} : Colour{0, 0, 0};
  }));
  EXPECT_EQ(colours.dominant, "Blue");
  EXPECT_NEAR(colours.dominant_share, 0.7, 1e-9);
  EXPECT_NEAR(colours.colourful_share, 0.7, 1e-9);
  EXPECT_NEAR(colours.dark_share, 0.3, 1e-9);
  EXPECT_NEAR(colours.grey_distance, 0.7 * 255, 1e-9);
  EXPECT_NEAR(colours.brightness, 0.7 * 85, 1e-9);
  EXPECT_EQ(colours.distinct, 2);
  // Eight of ten have a right neighbour of their own colour.
  EXPECT_NEAR(colours.flat_share, 0.8, 1e-9);
}

TEST(Colours, OnePixelIsAPictureToo) {
  auto const colours = measured(drawings::plain(1, 1, {255, 0, 0}));
  EXPECT_EQ(colours.dominant, "Red");
  EXPECT_EQ(colours.flat_share, 0.0);
}

TEST(Colours, GreyNoiseHasNoColour) {
  auto const colours = measured(drawings::grey_noise(64, 64));
  EXPECT_EQ(colours.colourful_share, 0.0);
  EXPECT_EQ(colours.grey_distance, 0.0);
  EXPECT_LT(colours.flat_share, 0.05);
}

}  // namespace
}  // namespace stacktag::local_vision
