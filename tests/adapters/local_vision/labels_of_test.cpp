// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labels_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace stacktag::local_vision {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Label find(std::vector<Label> const& labels, std::string const& name) {
  auto const found = std::ranges::find(labels, name, &Label::name);
  return found == labels.end() ? Label{} : *found;
}

Measured square() {
  return {.signals = {.width = 400, .height = 400}};
}

Switches const k_all({"all"});

TEST(LabelsOf, APersonHasAFaceAHeadAndABox) {
  auto in = square();
  in.people = {{cv::Rect(100, 40, 80, 120), 88}, {cv::Rect(200, 0, 40, 40), 93}};
  auto const labels = labels_of(in, Switches());
  auto const face = find(labels, "Face");
  EXPECT_EQ(face.confidence, 93);
  ASSERT_EQ(face.instances.size(), 2u);
  EXPECT_EQ(face.instances[0].box, (Box{0.25, 0.1, 0.2, 0.3}));
  EXPECT_EQ(face.instances[0].confidence, 88);
  EXPECT_THAT(face.parents, ElementsAre("Head", "Person"));
  auto const person = find(labels, "Person");
  EXPECT_EQ(person.confidence, 93);
  EXPECT_THAT(person.categories, ElementsAre("Person Description"));
  ASSERT_EQ(person.instances.size(), 2u);
  EXPECT_EQ(find(labels, "Head").confidence, 93);
  EXPECT_EQ(find(labels, "Cat").name, "");
}

TEST(LabelsOf, APersonsBoxIsRoundTheFaceAndWithinThePicture) {
  auto in = square();
  in.people = {{cv::Rect(160, 20, 40, 40), 90}, {cv::Rect(360, 340, 40, 40), 90}};
  auto const boxes = find(labels_of(in, Switches()), "Person").instances;
  ASSERT_EQ(boxes.size(), 2u);
  EXPECT_EQ(boxes[0].box, (Box{0.3, 0.025, 0.3, 0.7}));
  EXPECT_EQ(boxes[1].box, (Box{0.8, 0.825, 0.2, 0.175}));
}

TEST(LabelsOf, ACatIsAnAnimalWhereAskedFor) {
  auto in = square();
  in.cats = {{cv::Rect(0, 0, 100, 100), 90}};
  EXPECT_EQ(find(labels_of(in, Switches()), "Cat").name, "");
  auto const labels = labels_of(in, k_all);
  EXPECT_THAT(find(labels, "Cat").parents, ElementsAre("Animal", "Mammal", "Pet"));
  for (auto const* name : {"Cat", "Animal", "Mammal", "Pet"}) {
    EXPECT_EQ(find(labels, name).confidence, 90) << name;
  }
  EXPECT_EQ(find(labels, "Person").name, "");
}

TEST(LabelsOf, CodesHaveABox) {
  auto in = square();
  in.qr_code = cv::Rect(0, 200, 100, 100);
  in.barcode = cv::Rect(200, 0, 200, 40);
  auto const labels = labels_of(in, Switches());
  EXPECT_EQ(find(labels, "QR Code").instances.at(0).box, (Box{0, 0.5, 0.25, 0.25}));
  EXPECT_EQ(find(labels, "Barcode").instances.at(0).box, (Box{0.5, 0, 0.5, 0.1}));
  auto const none = labels_of(square(), Switches());
  EXPECT_EQ(find(none, "QR Code").name, "");
  EXPECT_EQ(find(none, "Barcode").name, "");
}

TEST(LabelsOf, ASquareIsNeitherLandscapeNorPortraitNorPanorama) {
  auto const sure = [](int width, int height, char const* name) {
    auto in = square();
    in.signals.width = width;
    in.signals.height = height;
    return find(labels_of(in, k_all), name).confidence >= 70;
  };
  for (auto const* name : {"Landscape Orientation", "Portrait Orientation", "Panoramic"}) {
    EXPECT_FALSE(sure(400, 400, name)) << name;
    EXPECT_FALSE(sure(400, 380, name)) << name;
  }
  EXPECT_TRUE(sure(400, 300, "Landscape Orientation"));
  EXPECT_FALSE(sure(400, 300, "Portrait Orientation"));
  EXPECT_TRUE(sure(300, 400, "Portrait Orientation"));
  EXPECT_FALSE(sure(300, 400, "Landscape Orientation"));
}

TEST(LabelsOf, GreyAndTransparencyAreSaidWhereTheyAre) {
  auto in = square();
  in.signals.composition.grey_distance = 30;
  EXPECT_LT(find(labels_of(in, k_all), "Grayscale").confidence, 70);
  EXPECT_LT(find(labels_of(in, k_all), "Transparency").confidence, 70);
  in.signals.composition.grey_distance = 0;
  EXPECT_GE(find(labels_of(in, k_all), "Grayscale").confidence, 90);
  in.signals.transparent = 0.5;
  EXPECT_LT(find(labels_of(in, k_all), "Grayscale").confidence, 70);
  EXPECT_GE(find(labels_of(in, k_all), "Transparency").confidence, 90);
}

TEST(LabelsOf, WhatIsSwitchedOffIsNotSaid) {
  auto in = square();
  in.people = {{cv::Rect(0, 0, 10, 10), 80}};
  in.qr_code = cv::Rect(0, 0, 10, 10);
  auto const labels = labels_of(in, Switches({"-all", "QR Code"}));
  ASSERT_EQ(labels.size(), 1u);
  EXPECT_EQ(labels[0].name, "QR Code");
  EXPECT_THAT(labels_of(in, Switches({"-all"})), IsEmpty());
}

TEST(LabelsOf, AreBestFirstAndWithinAHundred) {
  auto in = square();
  in.signals.width = 10'000;
  in.signals.height = 1;
  in.people = {{cv::Rect(0, 0, 1, 1), 80}};
  in.signals.composition = {.grey_distance = 255, .dark = 1, .flat = 1, .hard = 1, .ruled = 2};
  auto const labels = labels_of(in, k_all);
  EXPECT_TRUE(std::ranges::is_sorted(labels, std::ranges::greater{}, &Label::confidence));
  for (auto const& label : labels) {
    EXPECT_GE(label.confidence, 0) << label.name;
    EXPECT_LE(label.confidence, 100) << label.name;
    EXPECT_FALSE(label.categories.empty()) << label.name;
  }
}

}  // namespace
}  // namespace stacktag::local_vision
