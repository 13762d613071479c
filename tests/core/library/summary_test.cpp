// SPDX-License-Identifier: Apache-2.0
#include "library/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

PlannedAsset change(std::string uid, std::vector<std::string> added) {
  return {.asset = std::move(uid),
          .version = 1,
          .end = PlannedEnd::change,
          .change = {.added = std::move(added)}};
}

TEST(PlanSummary, CountsEndsAndTags) {
  PlanSummary summary;
  summary.add(change("a", {"Dog", "Sky"}));
  summary.add(change("b", {"Sky"}));
  summary.add({.asset = "c", .end = PlannedEnd::same, .unlisted = {"Tree"}});
  summary.add({.asset = "d", .end = PlannedEnd::failed, .reason = Reason::corrupt});
  EXPECT_EQ(summary.assets(), 4);
  EXPECT_EQ(summary.of(PlannedEnd::change), 2);
  EXPECT_EQ(summary.of(PlannedEnd::skipped), 0);
  EXPECT_EQ(summary.tags_added(), 3);
  EXPECT_THAT(summary.new_tags(1), ElementsAre(Pair("Sky", 2)));
  EXPECT_THAT(summary.unlisted(9), ElementsAre(Pair("Tree", 1)));
  EXPECT_THAT(summary.failures(), ElementsAre(Pair("corrupt", 1)));
}

TEST(PlanSummary, TakesSamplesFromAllOverThePlan) {
  PlanSummary summary;
  constexpr int k_assets = 10'000;
  for (int i = 0; i < k_assets; ++i) {
    summary.add(change(std::to_string(i), {"Sky"}));
  }
  auto const& samples = summary.samples();
  EXPECT_GE(samples.size(), 4U);
  EXPECT_LE(samples.size(), 8U);
  EXPECT_EQ(samples.front().asset, "0");
  EXPECT_GT(std::stoi(samples.back().asset), k_assets / 2);
}

}  // namespace
}  // namespace stacktag
