// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labels_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace stacktag::local_vision {
namespace {

using testing::ElementsAre;

Label find(std::vector<Label> const& labels, std::string const& name) {
  auto const found = std::ranges::find(labels, name, &Label::name);
  return found == labels.end() ? Label{} : *found;
}

Measured square() {
  return {.width = 400, .height = 400, .colours = {.dominant = "Blue"}};
}

TEST(LabelsOf, APersonHasAFaceAHeadAndABox) {
  auto in = square();
  in.people = {{cv::Rect(100, 40, 80, 120), 88}, {cv::Rect(200, 0, 40, 40), 93}};
  auto const labels = labels_of(in);
  for (auto const* name : {"Person", "Face"}) {
    auto const label = find(labels, name);
    EXPECT_EQ(label.confidence, 93) << name;
    ASSERT_EQ(label.instances.size(), 2u) << name;
    EXPECT_EQ(label.instances[0].box, (Box{0.25, 0.1, 0.2, 0.3}));
    EXPECT_EQ(label.instances[0].confidence, 88);
  }
  EXPECT_THAT(find(labels, "Face").parents, ElementsAre("Head", "Person"));
  EXPECT_THAT(find(labels, "Person").categories, ElementsAre("Person Description"));
  EXPECT_EQ(find(labels, "Head").confidence, 93);
  EXPECT_EQ(find(labels, "Cat").name, "");
}

TEST(LabelsOf, ACatIsAnAnimal) {
  auto in = square();
  in.cats = {{cv::Rect(0, 0, 100, 100), 90}};
  auto const labels = labels_of(in);
  EXPECT_THAT(find(labels, "Cat").parents, ElementsAre("Animal", "Mammal", "Pet"));
  for (auto const* name : {"Cat", "Animal", "Mammal", "Pet"}) {
    EXPECT_EQ(find(labels, name).confidence, 90) << name;
  }
  EXPECT_EQ(find(labels, "Person").name, "");
}

TEST(LabelsOf, ASquareIsNeitherLandscapeNorPortrait) {
  auto const sure = [](int width, int height, char const* name) {
    auto in = square();
    in.width = width;
    in.height = height;
    return find(labels_of(in), name).confidence >= 70;
  };
  for (auto const* name : {"Landscape Orientation", "Portrait Orientation"}) {
    EXPECT_FALSE(sure(400, 400, name)) << name;
    EXPECT_FALSE(sure(400, 380, name)) << name;
  }
  EXPECT_TRUE(sure(400, 300, "Landscape Orientation"));
  EXPECT_FALSE(sure(400, 300, "Portrait Orientation"));
  EXPECT_TRUE(sure(300, 400, "Portrait Orientation"));
  EXPECT_FALSE(sure(300, 400, "Landscape Orientation"));
}

TEST(LabelsOf, TransparencyIsSaidOnlyWhereItIs) {
  auto in = square();
  EXPECT_EQ(find(labels_of(in), "Transparency").name, "");
  in.had_alpha = true;
  EXPECT_EQ(find(labels_of(in), "Transparency").confidence, 99);
}

TEST(LabelsOf, AreBestFirstAndWithinAHundred) {
  auto in = square();
  in.width = 10'000;
  in.height = 1;
  in.people = {{cv::Rect(0, 0, 1, 1), 80}};
  in.colours = {.dominant = "Red",
                .dominant_share = 1,
                .grey_distance = 255,
                .dark_share = 1,
                .flat_share = 1};
  auto const labels = labels_of(in);
  EXPECT_TRUE(std::ranges::is_sorted(labels, std::ranges::greater{}, &Label::confidence));
  for (auto const& label : labels) {
    EXPECT_GE(label.confidence, 0) << label.name;
    EXPECT_LE(label.confidence, 100) << label.name;
    EXPECT_FALSE(label.categories.empty()) << label.name;
  }
}

}  // namespace
}  // namespace stacktag::local_vision
