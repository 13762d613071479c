// SPDX-License-Identifier: Apache-2.0
#include "rules/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PlanTags, NewTagsComeAfterTheEditors) {
  EXPECT_EQ(plan_tags({"zebra", "my tag"}, {"Horse"}, Merge::add),
            (TagPlan{.tags = {"zebra", "my tag", "Horse"}, .added = {"Horse"}, .changes = true}));
}

TEST(PlanTags, ATagThatIsThereInAnotherCaseIsLeftAsItIs) {
  EXPECT_EQ(plan_tags({"hORSE", " cow "}, {"Horse", "Cow"}, Merge::add),
            (TagPlan{.tags = {"hORSE", " cow "}, .added = {}, .changes = false}));
}

TEST(PlanTags, TheEditorsOwnDuplicatesAndLongTagsStay) {
  std::vector<std::string> const theirs{"a", "A", std::string(80, 'y'), "x,y"};
  auto const plan = plan_tags(theirs, {"B"}, Merge::add);
  EXPECT_THAT(plan.tags, ElementsAre("a", "A", std::string(80, 'y'), "x,y", "B"));
}

TEST(PlanTags, PlanningTwiceAddsNothing) {
  auto const once = plan_tags({"a"}, {"B", "C"}, Merge::add);
  EXPECT_FALSE(plan_tags(once.tags, {"B", "C"}, Merge::add).changes);
}

TEST(PlanTags, ReplacingOverwrites) {
  EXPECT_EQ(
      plan_tags({"zebra", "Cow"}, {"Horse", "Cow"}, Merge::replace),
      (TagPlan{
          .tags = {"Horse", "Cow"}, .added = {"Horse"}, .removed = {"zebra"}, .changes = true}));
}

TEST(PlanTags, ReplacingWithTheSameTagsIsNoChange) {
  EXPECT_FALSE(plan_tags({"Cow", "Horse"}, {"Horse", "Cow"}, Merge::replace).changes);
}

TEST(PlanTags, ReplacingWithNothingKeepsWhatIsThere) {
  EXPECT_EQ(plan_tags({"zebra"}, {}, Merge::replace),
            (TagPlan{.tags = {"zebra"}, .added = {}, .changes = false}));
}

TEST(ChangeTags, DoesWhatWasDecidedWhateverIsThere) {
  TagChange const change{.added = {"Horse"}, .removed = {"Cow"}, .restored = {"Sheep"}};
  EXPECT_EQ(change_tags({"Cow", "mine", "cow"}, change, Variants::apart),
            (TagPlan{.tags = {"mine", "cow", "Sheep", "Horse"},
                     .added = {"Sheep", "Horse"},
                     .removed = {"Cow"},
                     .changes = true}));
  auto const once = change_tags({"mine"}, change, Variants::apart);
  EXPECT_FALSE(change_tags(once.tags, change, Variants::apart).changes);
}

TEST(ChangeTags, AddsNothingThatIsOneWithWhatIsThere) {
  EXPECT_THAT(change_tags({"hORSE"}, {.added = {"Horse"}}, Variants::apart).added, IsEmpty());
}

}  // namespace
}  // namespace stacktag
