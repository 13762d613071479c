// SPDX-License-Identifier: Apache-2.0
#include "aws/retry.h"

#include <gtest/gtest.h>

namespace stacktag::aws {
namespace {

using std::chrono::milliseconds;

TEST(retry_quota, holds_500_tokens_and_charges_5_or_10) {
  RetryQuota quota;
  EXPECT_EQ(quota.tokens(), 500);
  EXPECT_TRUE(quota.take(Repeat::throttled));
  EXPECT_EQ(quota.tokens(), 495);
  EXPECT_TRUE(quota.take(Repeat::transient));
  EXPECT_EQ(quota.tokens(), 485);
}

TEST(retry_quota, refuses_what_it_does_not_hold) {
  RetryQuota quota;
  ASSERT_TRUE(quota.take(Repeat::throttled));
  for (int repeat = 0; repeat < 49; ++repeat) {
    EXPECT_TRUE(quota.take(Repeat::transient)) << repeat;
  }
  EXPECT_EQ(quota.tokens(), 5);
  EXPECT_FALSE(quota.take(Repeat::transient));
  EXPECT_EQ(quota.tokens(), 5);
  EXPECT_TRUE(quota.take(Repeat::throttled));
  EXPECT_FALSE(quota.take(Repeat::throttled));
  EXPECT_EQ(quota.tokens(), 0);
}

TEST(retry_quota, gets_back_what_the_last_repeat_cost) {
  RetryQuota quota;
  quota.take(Repeat::throttled);
  quota.take(Repeat::transient);
  quota.give_back(Repeat::transient);
  EXPECT_EQ(quota.tokens(), 495);
  quota.give_back(Repeat::throttled);
  EXPECT_EQ(quota.tokens(), 500);
}

TEST(retry_quota, gets_one_token_for_a_call_without_repeats_and_never_overflows) {
  RetryQuota quota;
  quota.give_back(std::nullopt);
  EXPECT_EQ(quota.tokens(), 500);
  quota.take(Repeat::throttled);
  quota.give_back(std::nullopt);
  EXPECT_EQ(quota.tokens(), 496);
  quota.give_back(Repeat::transient);
  EXPECT_EQ(quota.tokens(), 500);
}

TEST(backoff, doubles_and_is_scaled_by_chance) {
  EXPECT_EQ(backoff(0, Repeat::transient, 1), milliseconds(100));
  EXPECT_EQ(backoff(1, Repeat::transient, 1), milliseconds(200));
  EXPECT_EQ(backoff(2, Repeat::transient, 0.5), milliseconds(200));
  EXPECT_EQ(backoff(0, Repeat::throttled, 1), milliseconds(500));
  EXPECT_EQ(backoff(1, Repeat::throttled, 1), milliseconds(1000));
  EXPECT_EQ(backoff(1, Repeat::throttled, 0.25), milliseconds(250));
  EXPECT_EQ(backoff(5, Repeat::throttled, 0), milliseconds(0));
}

TEST(backoff, is_20_seconds_at_most) {
  EXPECT_EQ(backoff(5, Repeat::throttled, 1), milliseconds(16'000));
  EXPECT_EQ(backoff(6, Repeat::throttled, 1), milliseconds(20'000));
  EXPECT_EQ(backoff(7, Repeat::transient, 1), milliseconds(12'800));
  EXPECT_EQ(backoff(8, Repeat::transient, 1), milliseconds(20'000));
  EXPECT_EQ(backoff(1000, Repeat::transient, 0.5), milliseconds(10'000));
}

}  // namespace
}  // namespace stacktag::aws
