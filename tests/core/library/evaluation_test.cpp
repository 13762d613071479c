// SPDX-License-Identifier: Apache-2.0
#include "library/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

Labels seen(std::vector<std::pair<std::string, double>> const& labels) {
  Labels all;
  for (auto const& [name, confidence] : labels) {
    all.found.push_back({.name = name, .confidence = confidence});
  }
  return all;
}

// Two assets and one that nobody tagged:
//   dogs, sky      the engine: Dog 90, Sky 60, Font 55
//   car            the engine: Dog 80
Evaluation two_assets(int lowest = 50, int step = 10) {
  Evaluation evaluation(lowest, step);
  evaluation.add(seen({{"Dog", 90}, {"Sky", 60}, {"Font", 55}}), {}, {"dogs", "sky"});
  evaluation.add(seen({{"Dog", 80}}), {}, {"car"});
  evaluation.add(seen({{"Dog", 99}}), {}, {});
  return evaluation;
}

TEST(Evaluation, CountsByThreshold) {
  auto const evaluation = two_assets();
  EXPECT_EQ(evaluation.assets(), 2);
  EXPECT_EQ(evaluation.left_out(), 1);
  EXPECT_THAT(evaluation.by_threshold(),
              ElementsAre(ThresholdResult{50, {2, 2, 2, 1}}, ThresholdResult{60, {2, 2, 1, 1}},
                          ThresholdResult{70, {2, 1, 1, 2}}, ThresholdResult{80, {2, 1, 1, 2}},
                          ThresholdResult{90, {1, 1, 0, 2}}, ThresholdResult{100, {0, 0, 0, 3}}));
}

TEST(Evaluation, CountsByLabel) {
  auto const evaluation = two_assets();
  EXPECT_THAT(evaluation.by_label(50), ElementsAre(LabelResult{"Dog", "Dog", {2, 1, 1, 0}},
                                                   LabelResult{"Font", "Font", {1, 0, 1, 0}},
                                                   LabelResult{"Sky", "Sky", {1, 1, 0, 0}}));
  EXPECT_THAT(evaluation.by_label(90), ElementsAre(LabelResult{"Dog", "Dog", {1, 1, 0, 0}}));
  EXPECT_THAT(evaluation.by_label(100), IsEmpty());
  EXPECT_THAT(evaluation.by_label(55), IsEmpty());
}

TEST(Evaluation, SharesAreThereWhereThereIsSomethingToShare) {
  Tally const tally{.assets = 2, .right = 2, .wrong = 1, .missed = 2};
  EXPECT_THAT(tally.precision(), Optional(2.0 / 3));
  EXPECT_THAT(tally.recall(), Optional(0.5));
  EXPECT_EQ(Tally{}.precision(), std::nullopt);
  EXPECT_EQ(Tally{}.recall(), std::nullopt);
}

TEST(Evaluation, RecommendsTheLowestThresholdThatReachesTheTarget) {
  auto const results = two_assets().by_threshold();
  EXPECT_EQ(recommended(results, 0.5)->threshold, 50);
  EXPECT_EQ(recommended(results, 0.6)->threshold, 60);
  EXPECT_EQ(recommended(results, 0.9)->threshold, 90);
  EXPECT_EQ(recommended({{50, {1, 1, 1, 0}}, {100, {}}}, 0.9), std::nullopt);
}

TEST(Evaluation, TheRulesOfTheAssetCount) {
  TagPolicy policy;
  policy.prefix = "ai:";
  policy.renamed = {{"canine", "dog"}};
  policy.labels["sky"] = {.confidence_min = 40, .prefix = "sky:"};
  policy.tags_max = 2;
  Evaluation evaluation(50, 50);
  evaluation.add(seen({{"Canine", 90}, {"Sky", 45}, {"Sea", 44}}), policy, {"Dog", "sky"});
  EXPECT_THAT(evaluation.by_threshold(),
              ElementsAre(ThresholdResult{50, {1, 2, 0, 0}}, ThresholdResult{100, {1, 1, 0, 1}}));
  EXPECT_THAT(evaluation.by_label(50), ElementsAre(LabelResult{"Canine", "dog", {1, 1, 0, 0}},
                                                   LabelResult{"Sky", "Sky", {1, 1, 0, 0}}));
}

TEST(Evaluation, SpellingsOfPeopleThatAreOneCountOnce) {
  Evaluation evaluation(0, 100);
  evaluation.add(seen({{"T-Shirt", 100}}), {}, {"t shirt", "T Shirts"});
  EXPECT_THAT(evaluation.by_threshold(),
              ElementsAre(ThresholdResult{0, {1, 1, 0, 0}}, ThresholdResult{100, {1, 1, 0, 0}}));
}

TEST(Evaluation, EachThresholdIsWhatItsRulesAloneWouldSay) {
  TagPolicy policy;
  policy.parents = Parents::nearest;
  policy.tags_max = 2;
  Labels labels = seen({{"Horse", 97}, {"Field", 61.5}, {"Animal", 80}, {"Grass", 12}});
  labels.found[0].parents = {"Animal"};
  Evaluation evaluation(0, 1);
  evaluation.add(labels, policy, {"horse", "grass"});
  for (auto const& [threshold, tally] : evaluation.by_threshold()) {
    policy.confidence_min = threshold;
    auto const tags = choose_tags(labels, policy);
    EXPECT_EQ(tally.right + tally.wrong, static_cast<int>(tags.size())) << threshold;
  }
}

}  // namespace
}  // namespace stacktag
