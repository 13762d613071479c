// SPDX-License-Identifier: Apache-2.0
#include "local_vision/css_colours.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace stacktag::local_vision {
namespace {

CssColour nearest(int red, int green, int blue) {
  return css_colours()[nearest_css_colour(red, green, blue)];
}

// CSS has 148 names; seven greys have a second spelling, and cyan and magenta are aqua and fuchsia.
TEST(CssColours, AreAllThatCssHas) {
  std::set<std::string_view> names;
  std::set<std::string_view> simplified;
  for (auto const& colour : css_colours()) {
    names.insert(colour.name);
    simplified.insert(colour.simplified);
    EXPECT_EQ(nearest(colour.red, colour.green, colour.blue).name, colour.name);
  }
  EXPECT_EQ(names.size(), 148u - 7 - 2);
  EXPECT_EQ(css_colours().size(), names.size());
  EXPECT_THAT(simplified,
              testing::UnorderedElementsAre("black", "blue", "brown", "cyan", "green", "grey",
                                            "orange", "pink", "purple", "red", "white", "yellow"));
}

// Taken from a reply of Rekognition's.
TEST(CssColours, AreSpeltAndGroupedAsRekognitionDoes) {
  EXPECT_EQ(nearest(47, 79, 79).name, "darkslategrey");
  EXPECT_EQ(nearest(47, 79, 79).simplified, "grey");
  EXPECT_EQ(nearest(85, 107, 47).name, "darkolivegreen");
  EXPECT_EQ(nearest(85, 107, 47).simplified, "green");
  EXPECT_EQ(nearest(128, 128, 128).name, "gray");
  EXPECT_EQ(nearest(128, 128, 128).simplified, "grey");
  EXPECT_EQ(nearest(105, 105, 105).name, "dimgrey");
}

TEST(CssColours, TheNearestIsTaken) {
  EXPECT_EQ(nearest(1, 2, 0).name, "black");
  EXPECT_EQ(nearest(250, 10, 5).name, "red");
  EXPECT_EQ(nearest(100, 50, 150).name, "rebeccapurple");
  EXPECT_EQ(nearest(130, 205, 240).simplified, "blue");
  EXPECT_EQ(nearest(254, 254, 253).name, "white");
}

}  // namespace
}  // namespace stacktag::local_vision
