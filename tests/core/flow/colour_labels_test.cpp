// SPDX-License-Identifier: Apache-2.0
#include "flow/colour_labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Label> labels_of(std::vector<std::pair<std::string, double>> const& shares) {
  ImageProperties properties;
  for (auto const& [simplified, percent] : shares) {
    properties.whole.colours.push_back({.simplified = simplified, .pixel_percent = percent});
  }
  return colour_labels(properties);
}

std::vector<std::string> names(std::vector<Label> const& labels) {
  std::vector<std::string> all;
  std::ranges::transform(labels, std::back_inserter(all), &Label::name);
  return all;
}

TEST(ColourLabels, AreSimplifiedColoursMostPixelsFirst) {
  auto const labels = labels_of({{"blue", 25}, {"grey", 40}, {"green", 12}});
  EXPECT_THAT(names(labels), ElementsAre("Gray", "Blue", "Green"));
  EXPECT_TRUE(std::ranges::is_sorted(labels, std::ranges::greater{}, &Label::confidence));
  for (auto const& label : labels) {
    EXPECT_EQ(label.feature, Feature::properties);
    EXPECT_THAT(label.categories, ElementsAre("Colors"));
    EXPECT_THAT(label.parents, IsEmpty());
    EXPECT_THAT(label.instances, IsEmpty());
  }
}

TEST(ColourLabels, SeveralColoursOfOneNameCountTogether) {
  auto const labels = labels_of({{"red", 30}, {"blue", 20}, {"Blue", 15}, {"blue", 5}});
  EXPECT_THAT(names(labels), ElementsAre("Blue", "Red"));
  EXPECT_EQ(labels[0].confidence, labels_of({{"blue", 40}})[0].confidence);
}

TEST(ColourLabels, AreNamedAsRekognitionNamesItsLabels) {
  EXPECT_THAT(names(labels_of({{"grey", 50}, {"gray", 20}})), ElementsAre("Gray"));
  EXPECT_THAT(names(labels_of({{"CYAN", 50}})), ElementsAre("Cyan"));
}

TEST(ColourLabels, AThresholdOfSeventyAsksForAFifthOfThePixels) {
  EXPECT_NEAR(labels_of({{"red", 20}})[0].confidence, 70, 1e-9);
  EXPECT_LT(labels_of({{"red", 19.9}})[0].confidence, 70);
  EXPECT_NEAR(labels_of({{"red", 40}})[0].confidence, 84.5, 1e-9);
  EXPECT_NEAR(labels_of({{"red", 60}})[0].confidence, 99, 1e-9);
  EXPECT_NEAR(labels_of({{"red", 100}})[0].confidence, 99, 1e-9);
}

TEST(ColourLabels, ASmallShareIsNone) {
  EXPECT_THAT(names(labels_of({{"red", 10}, {"pink", 9.9}})), ElementsAre("Red"));
  EXPECT_THAT(names(labels_of({{"pink", 5}, {"pink", 5}})), ElementsAre("Pink"));
}

TEST(ColourLabels, WhatIsNoColourOrNoNumberIsNone) {
  auto const nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(labels_of({}), IsEmpty());
  EXPECT_THAT(labels_of({{"", 90}}), IsEmpty());
  EXPECT_THAT(labels_of({{"red", nan}, {"blue", -30}}), IsEmpty());
  EXPECT_THAT(names(labels_of({{"red", nan}, {"red", 30}, {"red", -30}})), ElementsAre("Red"));
}

TEST(ColourLabels, ForegroundAndBackgroundDoNotCount) {
  Appearance const red{.colours = {{.simplified = "red", .pixel_percent = 90}}};
  EXPECT_THAT(colour_labels({.foreground = red, .background = red}), IsEmpty());
}

}  // namespace
}  // namespace stacktag
