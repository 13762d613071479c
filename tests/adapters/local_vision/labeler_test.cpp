// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labeler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "adapters/local_vision/drawings.h"

namespace stacktag::local_vision {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

LabelQuery const k_everything{.labels_max = 100,
                              .features = {Feature::labels, Feature::properties}};

std::unique_ptr<Labeler> labeler() {
  return make_labeler({}).value();
}

std::vector<std::string> names(LabelAnswer const& answer) {
  std::vector<std::string> all;
  for (auto const& label : answer.labels.value().found) {
    all.push_back(label.name);
  }
  return all;
}

std::vector<std::string> seen(raster::Pixels const& pixels) {
  return names(labeler()->label(drawings::png(pixels), k_everything, {}));
}

TEST(LocalVision, SeesColourShapeAndKindOfADrawing) {
  EXPECT_THAT(seen(drawings::plain(200, 100, {220, 20, 20})),
              AllOf(Contains("Red"), Contains("Illustration"), Contains("Landscape Orientation"),
                    Not(Contains("Portrait Orientation")), Not(Contains("Photography")),
                    Not(Contains("Grayscale")), Not(Contains("Night")), Not(Contains("Person")),
                    Not(Contains("Text")), Not(Contains("QR Code")), Not(Contains("Barcode"))));
  EXPECT_THAT(seen(drawings::plain(100, 200, {0, 0, 0})),
              AllOf(Contains("Black"), Contains("Grayscale"), Contains("Portrait Orientation")));
}

TEST(LocalVision, NoiseHasNoColourAndNoText) {
  EXPECT_THAT(seen(drawings::grey_noise(160, 160)),
              AllOf(Contains("Grayscale"), Contains("Gray"), Not(Contains("Illustration")),
                    Not(Contains("Screenshot")), Not(Contains("Face"))));
}

TEST(LocalVision, TellsColoursAndQualityBesideTheirLabels) {
  auto const image = drawings::png(drawings::draw(100, 100, [](int x, int) {
    return x < 70 ? drawings::Colour{0, 0, 255} : drawings::Colour{255, 255, 255};
  }));
  auto const labels = labeler()->label(image, k_everything, {}).labels;
  ASSERT_TRUE(labels && labels->properties);
  ASSERT_EQ(labels->properties->whole.colours.size(), 2u);
  EXPECT_EQ(labels->properties->whole.colours[0].css_name, "blue");
  EXPECT_NEAR(labels->properties->whole.colours[0].pixel_percent, 70, 1e-6);
  auto const blue = std::ranges::find(labels->found, "Blue", &Label::name);
  ASSERT_NE(blue, labels->found.end());
  EXPECT_EQ(blue->feature, Feature::properties);
}

TEST(LocalVision, GivesTheLabelsThatAreSwitchedOn) {
  auto const image = drawings::png(drawings::plain(200, 100, {220, 20, 20}));
  auto const names_with = [&](std::vector<std::string> const& labels) {
    return names(make_labeler({.labels = labels}).value()->label(image, k_everything, {}));
  };
  EXPECT_THAT(names_with({}), Contains("Landscape Orientation"));
  EXPECT_THAT(names_with({"-Landscape Orientation"}), Not(Contains("Landscape Orientation")));
  EXPECT_THAT(names_with({"-all"}),
              testing::ElementsAre("Red"));  // colours are a feature of their own
}

// OpenCV's detector of figures reads beyond pictures that are smaller than its window.
TEST(LocalVision, LooksForEverythingInPicturesOfAnyShape) {
  auto const engine = make_labeler({.labels = {"all"}}).value();
  for (auto const& [width, height] : {std::pair(1, 1), {640, 60}, {60, 640}, {64, 128}, {90, 90}}) {
    auto const image = drawings::png(drawings::grey_noise(width, height));
    EXPECT_TRUE(engine->label(image, {.confidence_min = 0}, {}).labels) << width;
  }
}

TEST(LocalVision, SaysWhoItIsAndCostsNothing) {
  auto const answer = labeler()->label(drawings::png(drawings::plain(90, 90, {0, 0, 255})), {}, {});
  ASSERT_TRUE(answer.labels);
  EXPECT_EQ(answer.labels->engine, "local");
  EXPECT_NE(answer.labels->model_version, "");
  EXPECT_EQ(answer.calls_paid, 0);
}

TEST(LocalVision, KeepsToTheQuestion) {
  auto const engine = labeler();
  auto const image = drawings::png(drawings::plain(200, 100, {0, 0, 255}));
  EXPECT_THAT(names(engine->label(image, {.confidence_min = 0, .labels_max = 2}, {})), SizeIs(2));
  EXPECT_THAT(names(engine->label(image, {.confidence_min = 0, .labels_max = 0}, {})), IsEmpty());
  EXPECT_THAT(names(engine->label(image, {.confidence_min = 0, .labels_max = -1}, {})), IsEmpty());
  EXPECT_THAT(names(engine->label(image, {.confidence_min = 99.5}, {})), IsEmpty());
  auto const sure = engine->label(image, {.confidence_min = 80}, {}).labels;
  for (auto const& label : sure->found) {
    EXPECT_GE(label.confidence, 80) << label.name;
  }
}

TEST(LocalVision, SaysTheSameOfTheSamePicture) {
  auto const image = drawings::png(drawings::grey_noise(160, 120));
  auto const engine = labeler();
  auto const first = engine->label(image, {.confidence_min = 0, .labels_max = 99}, {}).labels;
  auto const again = engine->label(image, {.confidence_min = 0, .labels_max = 99}, {}).labels;
  auto const other = labeler()->label(image, {.confidence_min = 0, .labels_max = 99}, {}).labels;
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(*first, *other);
}

TEST(LocalVision, MayBeAskedFromSeveralThreads) {
  auto const engine = labeler();
  auto const image = drawings::png(drawings::grey_noise(120, 120));
  auto const expected = engine->label(image, {}, {}).labels;
  std::vector<Result<Labels>> answers(3, fail(Reason::internal, "not asked"));
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) {
      threads.emplace_back([&] { answer = engine->label(image, {}, {}).labels; });
    }
  }
  for (auto const& answer : answers) {
    ASSERT_TRUE(answer);
    EXPECT_EQ(*answer, *expected);
  }
}

TEST(LocalVision, WhatIsNoPictureHasAReason) {
  auto const whole = drawings::png(drawings::grey_noise(90, 90)).bytes;
  for (auto const& [bytes, reason] : std::vector<std::pair<std::string, Reason>>{
           {"", Reason::unsupported_format},
           {"hello", Reason::unsupported_format},
           {whole.substr(0, whole.size() / 2), Reason::corrupt}}) {
    auto const answer = labeler()->label({.bytes = bytes}, {}, {});
    ASSERT_FALSE(answer.labels) << bytes.size();
    EXPECT_EQ(answer.labels.error().reason, reason) << bytes.size();
    EXPECT_EQ(answer.calls_paid, 0);
  }
}

TEST(LocalVision, WithoutItsCascadesThereIsNoEngine) {
  auto const engine = make_labeler({.cascades = STACKTAG_GOLDEN});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().reason, Reason::bad_configuration);
  EXPECT_THAT(engine.error().message, testing::HasSubstr(STACKTAG_GOLDEN));
}

}  // namespace
}  // namespace stacktag::local_vision
