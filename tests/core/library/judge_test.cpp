// SPDX-License-Identifier: Apache-2.0
#include "library/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/flow/world.h"
#include "fakes/ledgers.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;

// The engine sees Horse 99 and Field 90 in everything.
struct Court {
  world::World world{};
  fakes::AssetLedgerInMemory assets{};
  fakes::LabelLedgerInMemory labels{};
  Evaluation evaluation{70, 30};
  Report report{};

  Result<Judged> judge(std::vector<std::string> tags, Looking looking,
                       std::string const& branch = "") {
    world.stack.create("f1", std::move(tags));
    Memory memory;
    Pipeline const parts{
        world.stack, world.pictures,    world.engine,   world.overlap, world.clock,
        memory,      world.stack_words, world.settings, nullptr,       {&assets, &labels}};
    return Judge{parts, branch, looking}.judge(world.stack.now(), evaluation, {}, report);
  }
};

TEST(Judge, HoldsWhatTheEngineSeesAgainstPeoplesTags) {
  Court court;
  court.assets.records[{"bltkey", "main", "blta1"}] = {.ours = {"field"}};
  EXPECT_EQ(court.judge({"horses", "Field", "summer"}, Looking::ask), Judged::counted);
  EXPECT_EQ(court.report.label_calls, 1);
  EXPECT_THAT(court.evaluation.by_threshold(),
              ElementsAre(ThresholdResult{70, {1, 1, 1, 1}}, ThresholdResult{100, {0, 0, 0, 2}}));
}

TEST(Judge, NeitherFetchesNorPaysWhereItMayNot) {
  Court court;
  EXPECT_EQ(court.judge({"horse"}, Looking::known_only), Judged::unknown);
  EXPECT_EQ(court.world.calls(), 0);
  EXPECT_EQ(court.evaluation.assets(), 0);
}

TEST(Judge, PaysForNoAssetWithoutTagsOfPeople) {
  Court court;
  court.assets.records[{"bltkey", "main", "blta1"}] = {.ours = {"Horse"}};
  EXPECT_EQ(court.judge({"Horse"}, Looking::ask), Judged::untagged);
  EXPECT_EQ(court.world.calls(), 0);
  EXPECT_EQ(court.evaluation.left_out(), 1);
}

TEST(Judge, WhatTheRulesSkipIsNoneOfItsBusiness) {
  Court court;
  court.world.settings.tags.assets.push_back({.when = {.branches = {"main"}}, .skip = true});
  EXPECT_EQ(court.judge({"horse"}, Looking::ask).error().reason, Reason::skipped_by_rule);
  EXPECT_EQ(court.world.calls(), 0);
}

TEST(Judge, TellsWhatFailed) {
  Court court;
  court.world.engine.answer = fail(Reason::labeler_unavailable, "busy");
  EXPECT_EQ(court.judge({"horse"}, Looking::ask).error().reason, Reason::labeler_unavailable);
  court.assets.reads_fail = true;
  EXPECT_EQ(court.judge({"horse"}, Looking::ask).error().reason, Reason::store_unavailable);
  EXPECT_EQ(court.evaluation.assets(), 0);
}

}  // namespace
}  // namespace stacktag
