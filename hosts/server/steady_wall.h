// SPDX-License-Identifier: Apache-2.0
// The calendar's time as it was at the start, moved on by a clock that nobody sets: when jobs are
// due must not jump with the machine's clock.
#pragma once

#include "stacktag/clock.h"

namespace stacktag::server {

class SteadyWall final {
 public:
  explicit SteadyWall(Clock& clock) : clock_(clock), wall_(clock.wall()), steady_(clock.now()) {}

  WallTime now() const {
    return wall_ + std::chrono::duration_cast<WallTime::duration>(clock_.now() - steady_);
  }

 private:
  Clock& clock_;
  WallTime const wall_;
  SteadyTime const steady_;
};

}  // namespace stacktag::server
