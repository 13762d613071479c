// SPDX-License-Identifier: Apache-2.0
#include "queue/fair_share.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::size_t> turn(std::vector<int> running, int workers, std::size_t last = 0) {
  return whose_turn(running, workers, last);
}

TEST(WhoseTurn, FewestRunningFirst) {
  EXPECT_THAT(turn({3, 1, 2}, 16), ElementsAre(1, 2, 0));
}

TEST(WhoseTurn, EqualsInTurn) {
  EXPECT_THAT(turn({1, 1, 1}, 16, 0), ElementsAre(1, 2, 0));
  EXPECT_THAT(turn({1, 1, 1}, 16, 1), ElementsAre(2, 0, 1));
}

TEST(WhoseTurn, AStackAloneMayHaveEveryWorker) {
  EXPECT_THAT(turn({15}, 16), ElementsAre(0));
}

TEST(WhoseTurn, TheLastFreeWorkersAreKeptForStacksWithoutAny) {
  // Two of sixteen are free, and two stacks have none: one that hangs may not take them.
  EXPECT_THAT(turn({14, 0, 0}, 16), ElementsAre(1, 2));
  EXPECT_THAT(turn({13, 0, 0}, 16), ElementsAre(1, 2, 0));
}

TEST(WhoseTurn, WithFewerWorkersThanStacksThoseWithoutAnyComeFirst) {
  EXPECT_THAT(turn({1, 0, 0}, 2), ElementsAre(1, 2));
}

TEST(WhoseTurn, NoStacks) {
  EXPECT_THAT(turn({}, 16), IsEmpty());
}

}  // namespace
}  // namespace stacktag
