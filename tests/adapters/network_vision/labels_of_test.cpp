// SPDX-License-Identifier: Apache-2.0
// From probabilities to labels.
#include "network_vision/labels_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace stacktag::network_vision {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(std::vector<Label> const& labels) {
  std::vector<std::string> all;
  std::ranges::transform(labels, std::back_inserter(all), &Label::name);
  return all;
}

Label const& find(std::vector<Label> const& labels, std::string const& name) {
  return *std::ranges::find(labels, name, &Label::name);
}

std::vector<Word> const k_dogs{{"Beagle", "", {"Dog", "Animal"}},
                               {"Collie", "", {"Dog", "Animal"}},
                               {"Boxer", "", {"Dog", "Animal"}},
                               {"Hammer", "", {"Tool"}},
                               {"", "", {}}};

TEST(Confidence, IsSeventyAtTheThresholdAndGrowsEverywhere) {
  EXPECT_EQ(confidence_of(0, 0.4), 0);
  EXPECT_EQ(confidence_of(0.4, 0.4), 70);
  EXPECT_EQ(confidence_of(1, 0.4), 100);
  double before = -1;
  for (double probability = 0; probability <= 1; probability += 0.01) {
    auto const now = confidence_of(probability, 0.4);
    EXPECT_GT(now, before) << probability;
    before = now;
  }
}

TEST(Classes, AreTheLikeliestWithTheKindsThatTheyAre) {
  Manifest const manifest{.threshold = 0.5, .top = 2};
  auto const labels = labels_of({{0.4, 0.3, 0.2, 0.05, 0.05}, {}}, k_dogs, manifest);
  EXPECT_THAT(names(labels), ElementsAre("Animal", "Dog", "Beagle", "Collie"));
  // As likely as all breeds together, also the third, which is not among the two likeliest.
  EXPECT_THAT(find(labels, "Dog").confidence, DoubleNear(confidence_of(0.9, 0.5), 1e-9));
  EXPECT_THAT(find(labels, "Beagle").parents, ElementsAre("Dog", "Animal"));
  EXPECT_THAT(find(labels, "Dog").parents, ElementsAre("Animal"));
  EXPECT_THAT(find(labels, "Animal").parents, IsEmpty());
}

TEST(Classes, HaveThresholdsOfTheirOwn) {
  Manifest const manifest{.threshold = 0.5, .thresholds = {{"Hammer", 0.1}}, .top = 1};
  auto const labels = labels_of({{0.1, 0.1, 0.1, 0.6, 0.1}, {}}, k_dogs, manifest);
  EXPECT_THAT(find(labels, "Hammer").confidence, DoubleNear(confidence_of(0.6, 0.1), 1e-9));
  EXPECT_THAT(find(labels, "Tool").confidence, DoubleNear(confidence_of(0.6, 0.5), 1e-9));
}

TEST(Classes, WithoutANameAreNeverTold) {
  Manifest const manifest{.top = 5};
  auto const labels = labels_of({{0, 0, 0, 0, 1}, {}}, k_dogs, manifest);
  EXPECT_EQ(std::ranges::count(names(labels), ""), 0);
}

TEST(Classes, OfOneNameAreOneLabel) {
  std::vector<Word> const words{{"Crane", "", {"Bird"}}, {"Crane", "", {"Bird"}}};
  auto const labels = labels_of({{0.3, 0.7}, {}}, words, {.top = 5});
  EXPECT_THAT(names(labels), ElementsAre("Bird", "Crane"));
  EXPECT_THAT(find(labels, "Bird").confidence, DoubleNear(100, 1e-9));
  EXPECT_THAT(find(labels, "Crane").confidence, DoubleNear(confidence_of(0.7, 0.5), 1e-9));
}

TEST(Classes, ThatAreAlsoAKindCountTogetherWithTheirOwn) {
  std::vector<Word> const words{{"Dog", "", {"Animal"}}, {"Beagle", "", {"Dog", "Animal"}}};
  auto const labels = labels_of({{0.5, 0.4}, {}}, words, {.top = 5});
  EXPECT_THAT(find(labels, "Dog").confidence, DoubleNear(confidence_of(0.9, 0.5), 1e-9));
}

TEST(Detections, AreOneLabelForEachClassWithItsBoxes) {
  Manifest const manifest{.kind = Kind::detector};
  Box const left{0, 0, 0.5, 1};
  Box const right{0.5, 0, 0.5, 1};
  auto const labels = labels_of(
      {{}, {{0, 0.6, left}, {0, 0.9, right}, {3, 0.5, left}, {99, 1, left}}}, k_dogs, manifest);
  EXPECT_THAT(names(labels), ElementsAre("Animal", "Beagle", "Dog", "Hammer", "Tool"));
  auto const& beagle = find(labels, "Beagle");
  EXPECT_EQ(beagle.confidence, confidence_of(0.9, 0.5));
  EXPECT_THAT(beagle.instances, ElementsAre(LabelInstance{right, confidence_of(0.9, 0.5)},
                                            LabelInstance{left, confidence_of(0.6, 0.5)}));
  EXPECT_THAT(find(labels, "Dog").instances, IsEmpty());
}

}  // namespace
}  // namespace stacktag::network_vision
