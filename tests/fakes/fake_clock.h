// SPDX-License-Identifier: Apache-2.0
// A clock that tests own: it stands still until it is told to move, and whoever sleeps moves it.
#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>
#include <vector>

#include "stacktag/clock.h"

namespace stacktag::fakes {

class FakeClock final : public Clock {
 public:
  /// 2026-03-01T12:00:00Z, far from the epoch so that subtracting hours from it is safe.
  static WallTime start_of_wall() { return WallTime(std::chrono::seconds(1'772'366'400)); }

  SteadyTime now() override {
    std::lock_guard const lock(mutex_);
    return now_;
  }

  WallTime wall() override {
    std::lock_guard const lock(mutex_);
    return wall_;
  }

  /// Moves the time to `until`, at once; a time that has passed moves nothing.
  void sleep_until(SteadyTime until) override {
    std::lock_guard const lock(mutex_);
    auto const slept = std::max(until - now_, SteadyTime::duration::zero());
    sleeps_.push_back(slept);
    move(slept);
  }

  void advance(SteadyTime::duration by) {
    std::lock_guard const lock(mutex_);
    move(by);
  }

  /// Sets the calendar without moving the steady time, as a clock that is put right does.
  void set_wall(WallTime wall) {
    std::lock_guard const lock(mutex_);
    wall_ = wall;
  }

  /// How long each call of sleep_until took, in order.
  std::vector<SteadyTime::duration> sleeps() const {
    std::lock_guard const lock(mutex_);
    return sleeps_;
  }

  SteadyTime::duration slept() const {
    std::lock_guard const lock(mutex_);
    SteadyTime::duration sum{0};
    for (auto const sleep : sleeps_) {
      sum += sleep;
    }
    return sum;
  }

 private:
  void move(SteadyTime::duration by) {
    now_ += by;
    wall_ += std::chrono::duration_cast<WallTime::duration>(by);
  }

  mutable std::mutex mutex_;
  SteadyTime now_{std::chrono::hours(1000)};
  WallTime wall_ = start_of_wall();
  std::vector<SteadyTime::duration> sleeps_;
};

}  // namespace stacktag::fakes
