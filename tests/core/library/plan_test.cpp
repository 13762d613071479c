// SPDX-License-Identifier: Apache-2.0
// One asset planned, written as planned and taken back; what people do in between counts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_world.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using world::PlanWorld;
using world::Stack;

TEST(Planner, SaysWhatStaysWhatComesAndWhy) {
  PlanWorld world;
  world.stack.create("f1", {"homepage", "field"});
  auto const planned = world.plan();
  EXPECT_EQ(planned.end, PlannedEnd::change);
  EXPECT_EQ(planned.version, 1);
  EXPECT_EQ(planned.file, "f1");
  EXPECT_THAT(planned.kept, ElementsAre("homepage", "field"));
  EXPECT_THAT(planned.change.added, ElementsAre("Horse"));
  EXPECT_THAT(planned.change.removed, IsEmpty());
  ASSERT_EQ(planned.why.size(), 1U);
  EXPECT_EQ(planned.why[0].origin, (TagOrigin{"Horse", "Horse", 99, ""}));
  EXPECT_EQ(world.report.label_calls, 1);
  EXPECT_EQ(world.stack.reads + world.stack.writes, 0);
}

TEST(Planner, PaysNothingForWhatIsKnown) {
  PlanWorld world;
  world.stack.create("f1");
  auto const first = world.plan();
  EXPECT_EQ(world.plan(), first);
  EXPECT_EQ(world.engine.calls, 1);
}

TEST(Planner, AsksNobodyWhereNothingMayBePaid) {
  PlanWorld world;
  world.stack.create("f1");
  EXPECT_EQ(world.plan(Looking::known_only).end, PlannedEnd::unlabelled);
  EXPECT_EQ(world.engine.calls + world.pictures.fetches, 0);
}

TEST(Planner, HasAnEndForWhateverGoesWrong) {
  PlanWorld world;
  world.stack.create("f1");
  world.engine.answer = fail(Reason::labeler_throttled, "busy");
  EXPECT_EQ(world.plan().end, PlannedEnd::failed);
  EXPECT_EQ(world.plan().reason, Reason::labeler_throttled);
  world.stack.versions[0].content_type = "application/pdf";
  EXPECT_EQ(world.plan().end, PlannedEnd::skipped);
  EXPECT_EQ(world.plan().reason, Reason::other_content_type);
}

TEST(Applier, WritesWhatIsPlannedAndNotesIt) {
  PlanWorld world;
  world.stack.create("f1", {"homepage"});
  auto const planned = world.plan();
  EXPECT_EQ(world.apply(planned), Reason::tags_added);
  EXPECT_THAT(world.tags(), ElementsAre("homepage", "Horse", "Field"));
  EXPECT_THAT(world.record().ours, ElementsAre("Horse", "Field"));
  EXPECT_EQ(world.record().rules, "r1");
  ASSERT_EQ(world.assets.changes.size(), 1U);
  EXPECT_EQ(world.assets.changes[0].run, "run-1");
  EXPECT_THAT(world.assets.changes[0].added, ElementsAre("Horse", "Field"));
  EXPECT_EQ(world.report.reads, 1);
  EXPECT_EQ(world.report.writes, 1);
}

TEST(Applier, DoesNothingTwice) {
  PlanWorld world;
  world.stack.create("f1");
  auto const planned = world.plan();
  world.apply(planned);
  EXPECT_EQ(world.apply(planned), Reason::nothing_to_add);
  EXPECT_EQ(world.stack.writes, 1);
}

TEST(Applier, LeavesAloneWhatWasChangedSince) {
  PlanWorld world;
  world.stack.create("f1");
  auto const planned = world.plan();
  world.stack.editor_sets({"mine"});
  EXPECT_EQ(world.apply(planned), Reason::changed_since_plan);
  EXPECT_THAT(world.tags(), ElementsAre("mine"));
}

TEST(Applier, PlansAgainWhereThatIsWanted) {
  PlanWorld world;
  world.stack.create("f1");
  auto const planned = world.plan();
  world.stack.editor_sets({"horse"});
  EXPECT_EQ(world.apply(planned, WhenChanged::plan_again), Reason::tags_added);
  EXPECT_THAT(world.tags(), ElementsAre("horse", "Field"));
  EXPECT_EQ(world.engine.calls, 1);
}

TEST(Applier, MergesWhatAnEditorWritesBetweenReadAndWrite) {
  PlanWorld world;
  world.stack.create("f1", {"homepage"});
  auto const planned = world.plan();
  world.stack.before_writes.push_back([](Stack& stack) { stack.editor_sets({"mine"}); });
  EXPECT_EQ(world.apply(planned), Reason::tags_added);
  EXPECT_THAT(world.tags(), ElementsAre("mine", "Horse", "Field"));
}

TEST(Applier, TakesAwayWhatThePlanTakesAway) {
  PlanWorld world;
  world.stack.create("f1", {"homepage", "Cow", "cow"});
  PlannedAsset const planned{.asset = "blta1",
                             .version = 1,
                             .end = PlannedEnd::change,
                             .change = {.added = {"Horse"}, .removed = {"Cow"}}};
  EXPECT_EQ(world.apply(planned), Reason::tags_replaced);
  EXPECT_THAT(world.tags(), ElementsAre("homepage", "cow", "Horse"));
}

TEST(Applier, GoesOnAfterAProcessThatEndedInItsWrite) {
  PlanWorld world;
  world.stack.create("f1", {"homepage"});
  auto const planned = world.plan();
  world.apply(planned);
  // What the ledger had when the write was on its way.
  auto& record = world.assets.records.at({"bltkey", "main", "blta1"});
  record = {.repair = OpenRepair{.edits = {"homepage"},
                                 .covered = {"homepage"},
                                 .written = world.tags(),
                                 .unsure_above = 1,
                                 .chosen = {"Horse", "Field"}}};
  world.assets.changes.clear();
  EXPECT_EQ(world.apply(planned), Reason::nothing_to_add);
  EXPECT_EQ(world.stack.writes, 1);
  EXPECT_THAT(world.record().ours, ElementsAre("Horse", "Field"));
  EXPECT_THAT(world.record().own_versions, ElementsAre(2));
  ASSERT_EQ(world.assets.changes.size(), 1U);
  EXPECT_THAT(world.assets.changes[0].added, ElementsAre("Horse", "Field"));
}

TEST(Inverse, OfSeveralChangesIsWhatWasBeforeTheFirst) {
  AssetChange const first{.added = {"a", "b"}, .removed = {"x"}};
  AssetChange const second{.added = {"x", "c"}, .removed = {"a", "y"}, .removed_of_people = {"y"}};
  auto const inverse = inverse_of({first, second}, {});
  EXPECT_THAT(inverse.removed, ElementsAre("a", "b", "c"));
  EXPECT_THAT(inverse.added, ElementsAre("x"));
  EXPECT_THAT(inverse.restored, ElementsAre("y"));
}

TEST(Inverse, IsNarrowedByTagAndModel) {
  AssetChange const first{.added = {"Dog", "Cat"}, .model_version = "1"};
  AssetChange const second{.added = {"Sky"}, .model_version = "2"};
  EXPECT_THAT(inverse_of({first, second}, {.tag = "dog"}).removed, ElementsAre("Dog"));
  EXPECT_THAT(inverse_of({first, second}, {.model_version = "2"}).removed, ElementsAre("Sky"));
}

struct Written {
  PlanWorld world{};

  explicit Written(std::vector<std::string> tags) {
    world.stack.create("f1", std::move(tags));
    world.apply(world.plan());
  }
  PlannedAsset undo() { return world.undo(world.assets.changes); }
};

TEST(Undo, BringsBackWhatWasBefore) {
  Written written({"homepage"});
  auto const planned = written.undo();
  EXPECT_THAT(planned.change.removed, ElementsAre("Horse", "Field"));
  EXPECT_THAT(planned.kept, ElementsAre("homepage"));
  written.world.apply(planned);
  EXPECT_THAT(written.world.tags(), ElementsAre("homepage"));
  EXPECT_THAT(written.world.record().ours, IsEmpty());
  // It was no person who took them away.
  EXPECT_THAT(written.world.record().removed, IsEmpty());
}

TEST(Undo, CanItselfBeTakenBack) {
  Written written({});
  written.world.settings.stamp.run = "undo-1";
  written.world.apply(written.undo());
  auto const again = written.world.undo({written.world.assets.changes.back()});
  EXPECT_THAT(again.change.added, ElementsAre("Horse", "Field"));
  written.world.apply(again);
  EXPECT_THAT(written.world.tags(), ElementsAre("Horse", "Field"));
  EXPECT_THAT(written.world.record().ours, ElementsAre("Horse", "Field"));
}

TEST(Undo, LeavesTagsThatAPersonTookAwayAndPutBack) {
  Written written({});
  written.world.stack.editor_sets({"Field"});
  written.world.stack.editor_sets({"Field", "Horse"});
  auto const planned = written.undo();
  EXPECT_THAT(planned.change.removed, ElementsAre("Field"));
}

TEST(Undo, LeavesWhatPeopleWroteSince) {
  Written written({});
  written.world.stack.editor_sets({"Horse", "Field", "mine"});
  written.world.apply(written.undo());
  EXPECT_THAT(written.world.tags(), ElementsAre("mine"));
}

TEST(Undo, DoesNothingWhereAPersonTookTheTagsAway) {
  Written written({});
  written.world.stack.editor_sets({});
  EXPECT_EQ(written.undo().end, PlannedEnd::same);
}

TEST(Undo, OfAnAssetThatIsGoneIsSkipped) {
  Written written({});
  written.world.stack.versions.clear();
  auto const planned = written.undo();
  EXPECT_EQ(planned.end, PlannedEnd::skipped);
  EXPECT_EQ(planned.reason, Reason::asset_gone);
}

TEST(Undo, GivesPeopleBackWhatReplacingHadDropped) {
  PlanWorld world;
  world.settings.tags.base.merge = Merge::replace;
  world.stack.create("f1", {"homepage"});
  world.apply(world.plan());
  EXPECT_THAT(world.tags(), ElementsAre("Horse", "Field"));
  world.apply(world.undo(world.assets.changes));
  EXPECT_THAT(world.tags(), ElementsAre("homepage"));
  EXPECT_THAT(world.record().ours, IsEmpty());
}

}  // namespace
}  // namespace stacktag
