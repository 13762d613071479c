// SPDX-License-Identifier: Apache-2.0
// Why an asset has this tag.
#include "server/tag_story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hosts/operators/office.h"

namespace stacktag::server {
namespace {

using ::testing::ElementsAre;

TEST(TagStories, TellOfTheLastChangeThatAddedTheTag) {
  auto const view = asset_view();
  EXPECT_THAT(stories_of(view), ElementsAre(TagStory{.tag = "Horse",
                                                     .label = "Horse",
                                                     .confidence = 99.5,
                                                     .rule = "rename",
                                                     .at = view.changes[1].at,
                                                     .run = "run-2",
                                                     .version = 4},
                                            TagStory{.tag = "Field"}));
}

TEST(TagStories, TakeTagsThatDifferByTheCaseOfLettersForOne) {
  auto view = asset_view();
  view.record.ours = {"HORSE"};
  view.changes.pop_back();
  auto const stories = stories_of(view);
  ASSERT_EQ(stories.size(), 1U);
  EXPECT_EQ(stories[0].label, "Pony");
  EXPECT_EQ(stories[0].version, 2);
}

}  // namespace
}  // namespace stacktag::server
