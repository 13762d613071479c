// SPDX-License-Identifier: Apache-2.0
#include "queue/retry.h"

#include <gtest/gtest.h>

namespace stacktag {
namespace {

using namespace std::chrono_literals;

Next next(Reason reason, int attempts, double chance = 1,
          std::optional<std::chrono::milliseconds> retry_after = {}) {
  return next_of({reason, retry_after}, attempts, chance);
}

TEST(NextOf, EveryOutcomeButFailureSettlesTheJob) {
  for (auto const& known : all_reasons()) {
    auto const state = next(known.reason, 1).state;
    EXPECT_EQ(state, known.outcome == Outcome::failed ? JobState::waiting : JobState::done)
        << known.name;
  }
}

TEST(NextOf, WaitsDoubleUpToTheLongest) {
  EXPECT_EQ(next(Reason::contentstack_unavailable, 1).wait, 1s);
  EXPECT_EQ(next(Reason::contentstack_unavailable, 2).wait, 2s);
  EXPECT_EQ(next(Reason::contentstack_unavailable, 5).wait, 16s);
  EXPECT_EQ(next(Reason::contentstack_unavailable, 25).wait, 10min);
}

TEST(NextOf, WhatAPersonHasToMendIsTriedLessOften) {
  EXPECT_EQ(next(Reason::contentstack_denied, 1).wait, 1min);
  EXPECT_EQ(next(Reason::contentstack_denied, 25).wait, 1h);
}

TEST(NextOf, ChanceSpreadsTheWaitOverItsUpperHalf) {
  EXPECT_EQ(next(Reason::labeler_throttled, 3, 0).wait, 2s);
  EXPECT_EQ(next(Reason::labeler_throttled, 3, 0.5).wait, 3s);
  EXPECT_EQ(next(Reason::labeler_throttled, 3, 1).wait, 4s);
}

TEST(NextOf, TheOtherSidesWishIsALowerLimit) {
  EXPECT_EQ(next(Reason::contentstack_throttled, 1, 1, 30s).wait, 30s);
  EXPECT_EQ(next(Reason::contentstack_throttled, 9, 1, 30s).wait, 256s);
}

TEST(NextOf, ParksAfterTheLastAttempt) {
  RetryPolicy const policy;
  EXPECT_EQ(next(Reason::image_unavailable, policy.attempts_max - 1).state, JobState::waiting);
  EXPECT_EQ(next(Reason::image_unavailable, policy.attempts_max), (Next{JobState::parked, 0ms}));
}

TEST(NextOf, ABudgetIsWaitedForHoweverOften) {
  EXPECT_EQ(next(Reason::budget_spent, 1'000, 1, 24h), (Next{JobState::waiting, 24h}));
}

TEST(NextOf, AnHoursOutageIsOutlastedEvenWithTheShortestWaits) {
  RetryPolicy const policy;
  auto waited = 0ms;
  for (int attempt = 1;
       next(Reason::contentstack_unavailable, attempt, 0).state == JobState::waiting; ++attempt) {
    waited += next(Reason::contentstack_unavailable, attempt, 0).wait;
    ASSERT_LT(attempt, policy.attempts_max);
  }
  EXPECT_GT(waited, 1h);
}

TEST(JobStates, HaveNames) {
  for (auto const state :
       {JobState::waiting, JobState::running, JobState::done, JobState::parked}) {
    EXPECT_EQ(job_state_named(to_string(state)), state);
  }
  EXPECT_FALSE(job_state_named("lost"));
}

}  // namespace
}  // namespace stacktag
