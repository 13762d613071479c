// SPDX-License-Identifier: Apache-2.0
// Nobody's work is lost while we write.
#include "flow/write_back.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stacktag/limits.h"
#include "world.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using world::Stack;
using world::World;

auto editor_sets(std::vector<std::string> tags) {
  return [tags = std::move(tags)](Stack& stack) { stack.editor_sets(tags); };
}

TEST(WriteBack, WhatAnEditorAddedInBetweenIsRepaired) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {editor_sets({"homepage", "summer"})};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "summer", "Horse", "Field"));
  EXPECT_EQ(report.tags, world.stack.now().tags);
  EXPECT_EQ(report.version, world.stack.now().version);
  EXPECT_EQ(report.writes, 2);
}

TEST(WriteBack, WhatAnEditorRemovedInBetweenStaysRemoved) {
  World world;
  world.stack.create("f1", {"homepage", "old"});
  world.stack.before_writes = {editor_sets({"homepage"})};
  world.deliver("create", 1);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "Horse", "Field"));
}

TEST(WriteBack, AnEditorWhoWritesTwiceInARowLosesNothing) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {editor_sets({"first"}), editor_sets({"first", "second"})};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("first", "second", "Horse", "Field"));
  EXPECT_EQ(report.writes, 3);
}

TEST(WriteBack, TwoEditorsInARowLoseNothingThoughTheSecondNeverSawTheFirst) {
  World world;
  world.stack.create("f1", {"homepage", "old"});
  world.stack.before_writes = {
      editor_sets({"homepage", "old", "first"}),
      // Over our first writing, which has no "first".
      editor_sets({"homepage", "Horse", "Field", "second"}),
  };
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "second", "first", "Horse", "Field"));
  EXPECT_EQ(report.tags, world.stack.now().tags);
}

TEST(WriteBack, AnEditOfAnotherFieldDoesNotHideWhatTheRepairBringsBack) {
  World world;
  world.stack.create("f1", {"homepage"});
  // A write that leaves the tags alone keeps those that are there: ours, without "summer".
  world.stack.before_writes = {editor_sets({"homepage", "summer"}),
                               [](Stack& stack) { stack.editor_sets(stack.now().tags); }};
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "summer", "Horse", "Field"));
}

TEST(WriteBack, AFileReplacedAfterOurWritingDoesNotKeepTheOldFilesLabels) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {editor_sets({"homepage", "first"}),
                               [](Stack& stack) { stack.editor_replaces("f2"); }};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::superseded);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "first"));
}

TEST(WriteBack, SeveralVersionsInBetweenCountAsTheirLast) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {[](Stack& stack) {
    stack.editor_sets({"first"});
    stack.editor_sets({"second"});
  }};
  world.deliver("create", 1);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("second", "Horse", "Field"));
}

TEST(WriteBack, AnEditInBetweenThatChangedNoTagsNeedsNoSecondWrite) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {editor_sets({"homepage"})};
  EXPECT_EQ(world.deliver("create", 1).writes, 1);
}

TEST(WriteBack, AFileReplacedInBetweenDoesNotKeepTheOldFilesLabels) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {[](Stack& stack) { stack.editor_replaces("f2"); }};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::superseded);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage"));
}

TEST(WriteBack, EveryRepairIsKnownAsOurOwnWrite) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {editor_sets({"first"})};
  world.deliver("create", 1);
  auto const calls = world.calls();
  EXPECT_EQ(world.deliver("update", 3).reason, Reason::own_write);
  EXPECT_EQ(world.deliver("update", 4).reason, Reason::own_write);
  EXPECT_EQ(world.calls(), calls);
}

TEST(WriteBack, AnAssetThatNeverRestsEndsAsAConflictAfterABoundedNumberOfWrites) {
  World world;
  world.stack.create("f1");
  for (int i = 0; i < 50; ++i) {
    world.stack.before_writes.push_back(editor_sets({"edit " + std::to_string(i)}));
  }
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::write_conflict);
  EXPECT_EQ(report.writes, limits::write_repairs_max + 1);
}

TEST(WriteBack, AFailedRepairSaysWhichVersionHasTheEditorsTags) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {editor_sets({"precious"})};
  world.stack.broken_versions[2] = {Reason::contentstack_unavailable, "503"};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::contentstack_unavailable);
  EXPECT_THAT(report.message, HasSubstr("version 2"));
}

TEST(WriteBack, ARepairThatCannotBeWrittenSaysWhichVersionHasTheEditorsTags) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {[](Stack& stack) {
    stack.editor_sets({"precious"});
    stack.write_errors = {{Reason::contentstack_unavailable, "503"}};
  }};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::contentstack_unavailable);
  EXPECT_EQ(report.writes, 1);
  EXPECT_THAT(report.message, HasSubstr("version 2"));
}

TEST(WriteBack, ARepairThatFailedIsDoneWhenTheEventComesAgain) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {editor_sets({"homepage", "precious"})};
  world.stack.broken_versions[2] = {Reason::contentstack_unavailable, "503"};
  EXPECT_EQ(world.deliver("create", 1).outcome(), Outcome::failed);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "Horse", "Field"));
  world.stack.broken_versions.clear();
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "precious", "Horse", "Field"));
  EXPECT_EQ(world.engine.calls, 1);
}

TEST(WriteBack, ARepairThatCouldNotBeWrittenIsDoneByTheNextEventOfTheAsset) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {[](Stack& stack) {
    stack.editor_sets({"homepage", "precious"});
    stack.write_errors = {{Reason::contentstack_unavailable, "503"}};
  }};
  EXPECT_EQ(world.deliver("create", 1).outcome(), Outcome::failed);
  world.stack.editor_replaces("f2");
  EXPECT_EQ(world.deliver("update", 4).reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "precious", "Horse", "Field"));
}

TEST(WriteBack, WhatAnEditorMendedByHandIsNotMendedAgain) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {editor_sets({"precious"})};
  world.stack.broken_versions[2] = {Reason::contentstack_unavailable, "503"};
  world.deliver("create", 1);
  world.stack.broken_versions.clear();
  world.stack.editor_sets({"Horse", "Field", "precious"});
  auto const report = world.deliver("create", 1);
  EXPECT_THAT(world.stack.now().tags,
              ::testing::UnorderedElementsAre("Horse", "Field", "precious"));
  auto const writes = world.stack.writes;
  world.stack.editor_sets({"Horse", "Field"});
  world.deliver("create", 1);
  EXPECT_EQ(world.stack.writes, writes) << "a tag that a person takes away stays away";
}

TEST(WriteBack, AWriteThatArrivedTwiceIsNoEditorsAndHidesNone) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {[](Stack& stack) {
    stack.editor_sets({"homepage", "summer"});
    stack.editor_sets({"homepage", "Horse", "Field"});  // ours, sent twice by the HTTP client
  }};
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "summer", "Horse", "Field"));
}

TEST(WriteBack, AWriteThatArrivedTwiceNeedsNoRepair) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {editor_sets({"homepage", "Horse", "Field"})};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_EQ(report.writes, 1);
}

TEST(WriteBack, NoWriteIsBegunThatCouldNotBeMendedInTime) {
  World world;
  world.stack.create("f1");
  auto const report = world.deliver("create", 1, limits::repair_time_reserved / 2);
  EXPECT_EQ(report.reason, Reason::out_of_time);
  EXPECT_EQ(world.stack.writes, 0);
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_EQ(world.engine.calls, 1) << "the labels were kept";
}

TEST(WriteBack, AnAssetDeletedInBetweenIsGone) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {[](Stack& stack) { stack.versions.clear(); }};
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::asset_gone);
}

TEST(WriteBack, ReplacingTagsNeedsNoRepair) {
  World world;
  world.settings.tags.base.merge = Merge::replace;
  world.stack.create("f1", {"homepage"});
  world.stack.before_writes = {editor_sets({"summer"})};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_replaced);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("Horse", "Field"));
  EXPECT_EQ(report.writes, 1);
}

}  // namespace
}  // namespace stacktag
