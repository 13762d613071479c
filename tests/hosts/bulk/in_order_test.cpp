// SPDX-License-Identifier: Apache-2.0
#include "bulk/in_order.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

namespace stacktag::bulk {
namespace {

// Numbers from 0, as many as there are to be.
std::function<std::optional<int>()> numbers(int count, std::atomic<int>& begun) {
  return [count, &begun]() -> std::optional<int> {
    return begun < count ? std::optional(begun++) : std::nullopt;
  };
}

TEST(InOrder, HandsOutInTheOrderOfTheItemsWhoeverIsDoneFirst) {
  constexpr int k_count = 2000;
  std::atomic<int> begun = 0;
  InOrder<int, int> work(8, numbers(k_count, begun), [](int number) {
    std::vector<int> some(static_cast<std::size_t>(number * 7919 % 500), 1);
    return std::accumulate(some.begin(), some.end(), 0) >= 0 ? number * 2 : -1;
  });
  for (int i = 0; i < k_count; ++i) {
    ASSERT_EQ(work.take(), i * 2);
  }
  EXPECT_EQ(work.take(), std::nullopt);
}

TEST(InOrder, RunsNoFurtherAheadThanItMay) {
  constexpr int k_jobs = 3;
  constexpr int k_ahead = k_jobs * 4;
  std::atomic<int> begun = 0;
  InOrder<int, int> work(k_jobs, numbers(1000, begun), [](int number) { return number; });
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(work.take(), i);
    EXPECT_LE(begun, i + 1 + k_ahead);
  }
}

TEST(InOrder, GivesWhatHasBegunAfterAStop) {
  std::atomic<int> begun = 0;
  InOrder<int, int> work(4, numbers(1'000'000, begun), [](int number) { return number; });
  ASSERT_EQ(work.take(), 0);
  work.stop();
  int next = 1;
  while (auto const number = work.take()) {
    ASSERT_EQ(*number, next++);
  }
  EXPECT_EQ(next, begun);
}

TEST(InOrder, EndsWithoutAnybodyTaking) {
  std::atomic<int> begun = 0;
  {
    InOrder<int, int> const work(2, numbers(1'000'000, begun), [](int number) { return number; });
  }
  EXPECT_LE(begun, 8);
}

}  // namespace
}  // namespace stacktag::bulk
