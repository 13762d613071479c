// SPDX-License-Identifier: Apache-2.0
#include "bulk/drain.h"

#include <gtest/gtest.h>

namespace stacktag::bulk {
namespace {

Error error(Reason reason) {
  return {reason, ""};
}

struct Numbers {
  explicit Numbers(int the_count) : count(the_count) {}

  int const count;
  int begun = 0;
  int settled = 0;
  std::optional<int> wrong{};      // the one with which the run should end
  std::optional<Error> failure{};  // why there are no more
  std::stop_source stop{};

  RunEnd run() {
    InOrder<int, int> rows(
        4, [this] { return begun < count ? std::optional(begun++) : std::nullopt; },
        [](int number) { return number; });
    auto const settle = [this](int number) {
      ++settled;
      return number == wrong ? std::optional(error(Reason::contentstack_denied)) : std::nullopt;
    };
    return drain(rows, stop.get_token(), failure, settle, [](int) {});
  }
};

TEST(Drain, SettlesAll) {
  Numbers numbers(500);
  auto const end = numbers.run();
  EXPECT_EQ(end.assets, 500);
  EXPECT_EQ(numbers.settled, 500);
  EXPECT_FALSE(end.stopped);
  EXPECT_FALSE(end.interrupted);
}

TEST(Drain, SettlesWhatHasBegunWhereARunEndsEarly) {
  Numbers numbers(1'000'000);
  numbers.wrong = 3;
  auto const end = numbers.run();
  ASSERT_TRUE(end.stopped);
  EXPECT_EQ(end.stopped->reason, Reason::contentstack_denied);
  EXPECT_EQ(numbers.settled, numbers.begun);
  EXPECT_LT(numbers.begun, 100);
}

TEST(Drain, TellsWhyThereWereNoMore) {
  Numbers numbers(5);
  numbers.failure = error(Reason::contentstack_unavailable);
  auto const end = numbers.run();
  ASSERT_TRUE(end.stopped);
  EXPECT_EQ(end.stopped->reason, Reason::contentstack_unavailable);
}

TEST(Drain, OfWhatAStopBrokeOffSaysNothing) {
  Numbers numbers(5);
  numbers.failure = error(Reason::out_of_time);
  numbers.stop.request_stop();
  auto const end = numbers.run();
  EXPECT_TRUE(end.interrupted);
  EXPECT_FALSE(end.stopped);
}

}  // namespace
}  // namespace stacktag::bulk
