// SPDX-License-Identifier: Apache-2.0
#include "pace/system_clock.h"

#include <gtest/gtest.h>

namespace stacktag {
namespace {

using namespace std::chrono_literals;

TEST(system_clock, sleeps_until_the_time_has_come) {
  SystemClock clock;
  auto const until = clock.now() + 5ms;
  clock.sleep_until(until);
  EXPECT_GE(clock.now(), until);
}

TEST(system_clock, does_not_sleep_for_what_has_passed) {
  SystemClock clock;
  clock.sleep_until(clock.now() - 1h);
  clock.sleep_until(SteadyTime::min());
}

TEST(system_clock, knows_the_calendar) {
  SystemClock clock;
  EXPECT_GE(clock.wall(), WallTime(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)));
}

}  // namespace
}  // namespace stacktag
