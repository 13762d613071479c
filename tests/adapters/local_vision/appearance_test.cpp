// SPDX-License-Identifier: Apache-2.0
#include "local_vision/appearance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <opencv2/imgproc.hpp>

#include "adapters/local_vision/drawings.h"

namespace stacktag::local_vision {
namespace {

using drawings::Colour;

ImageProperties properties(raster::Pixels pixels) {
  cv::Mat const rgb(pixels.height, pixels.width, CV_8UC3, pixels.rgb.data());
  cv::Mat grey;
  cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
  return measure_properties(rgb, grey);
}

double sum_of_shares(Appearance const& appearance) {
  return std::accumulate(appearance.colours.begin(), appearance.colours.end(), 0.0,
                         [](double sum, auto const& colour) { return sum + colour.pixel_percent; });
}

TEST(Appearance, BrightnessRunsFromBlackToWhite) {
  struct Row {
    Colour colour{};
    double brightness = 0;
    std::string css{};
    std::string simplified{};
  };
  for (auto const& row :
       {Row{{0, 0, 0}, 0, "black", "black"}, Row{{128, 128, 128}, 128 / 2.55, "gray", "grey"},
        Row{{255, 255, 255}, 100, "white", "white"}, Row{{220, 20, 60}, 33, "crimson", "red"}}) {
    auto const whole = properties(drawings::plain(60, 40, row.colour)).whole;
    EXPECT_NEAR(whole.quality.brightness, row.brightness, 0.5) << row.css;
    EXPECT_EQ(whole.quality.sharpness, 0) << row.css;
    EXPECT_EQ(whole.quality.contrast, 0) << row.css;
    ASSERT_EQ(whole.colours.size(), 1u) << row.css;
    EXPECT_EQ(whole.colours[0], (stacktag::Colour{row.colour.red, row.colour.green, row.colour.blue,
                                                  row.css, row.simplified, 100.0}));
  }
}

TEST(Appearance, SharesAreOfThePixelsMostFirst) {
  auto const colours = properties(drawings::draw(100, 10, [](int x, int) {
                         return x < 60 ? Colour{0, 0, 255} : x < 90 ? Colour{250, 3, 2} : Colour{};
                       })).whole.colours;
  ASSERT_EQ(colours.size(), 3u);
  EXPECT_EQ(colours[0].css_name, "blue");
  EXPECT_NEAR(colours[0].pixel_percent, 60, 1e-9);
  EXPECT_EQ(colours[1].css_name, "red");
  // As in Rekognition's replies, the value is that of the name.
  EXPECT_EQ(colours[1].red, 255);
  EXPECT_NEAR(colours[1].pixel_percent, 30, 1e-9);
  EXPECT_NEAR(colours[2].pixel_percent, 10, 1e-9);
}

TEST(Appearance, ColoursAreTenAtMostAndMakeUpTheWhole) {
  auto const many = properties(drawings::draw(128, 128, [](int x, int y) {
    return Colour{static_cast<std::uint8_t>(2 * x), static_cast<std::uint8_t>(2 * y),
                  static_cast<std::uint8_t>(255 - x - y)};
  }));
  EXPECT_EQ(many.whole.colours.size(), 10u);
  EXPECT_NEAR(sum_of_shares(many.whole), 100, 1e-6);
  ASSERT_TRUE(many.background);
  EXPECT_NEAR(sum_of_shares(*many.background), 100, 1e-6);
}

TEST(Appearance, WhatLiesInTheMiddleIsForeground) {
  auto const found = properties(drawings::draw(200, 200, [](int x, int y) {
    bool const inside = x >= 60 && x < 140 && y >= 60 && y < 140;
    return inside ? Colour{255, 0, 0} : Colour{0, 0, 128};
  }));
  ASSERT_TRUE(found.foreground);
  ASSERT_TRUE(found.background);
  EXPECT_EQ(found.foreground->colours[0].css_name, "red");
  EXPECT_GT(found.foreground->colours[0].pixel_percent, 85);
  EXPECT_EQ(found.background->colours[0].css_name, "navy");
  EXPECT_GT(found.background->colours[0].pixel_percent, 95);
  EXPECT_GT(found.foreground->quality.brightness, found.background->quality.brightness);
  EXPECT_EQ(found.foreground->quality.contrast, 0);
  EXPECT_EQ(found.background->quality.contrast, 0);
}

TEST(Appearance, APlainPictureIsAllBackground) {
  auto const found = properties(drawings::plain(50, 50, {10, 200, 10}));
  EXPECT_FALSE(found.foreground);
  ASSERT_TRUE(found.background);
  EXPECT_EQ(found.background->colours, found.whole.colours);
}

TEST(Appearance, SharpAndHighInContrastIsWhatChangesHard) {
  auto const checks = [](int width) {
    return properties(drawings::draw(96, 96,
                                     [width](int x, int y) {
                                       auto const level = static_cast<std::uint8_t>(
                                           (x / width + y / width) % 2 * 255);
                                       return Colour{level, level, level};
                                     }))
        .whole.quality;
  };
  auto const ramp = properties(drawings::draw(96, 96, [](int x, int) {
                      auto const level = static_cast<std::uint8_t>(100 + x / 2);
                      return Colour{level, level, level};
                    })).whole.quality;
  EXPECT_NEAR(checks(8).contrast, 100, 1e-9);
  EXPECT_NEAR(ramp.contrast, 17, 3);
  EXPECT_GT(checks(8).sharpness, 80);
  EXPECT_GT(checks(2).sharpness, checks(8).sharpness);
  EXPECT_LT(ramp.sharpness, 20);
}

TEST(Appearance, OnePixelIsAPictureToo) {
  auto const found = properties(drawings::plain(1, 1, {255, 0, 0}));
  EXPECT_EQ(found.whole.colours.size(), 1u);
  EXPECT_FALSE(found.foreground);
}

}  // namespace
}  // namespace stacktag::local_vision
