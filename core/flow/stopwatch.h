// SPDX-License-Identifier: Apache-2.0
// Puts how long a scope took into a step of the report when the scope ends.
#pragma once

#include <chrono>

#include "flow/report.h"
#include "stacktag/clock.h"

namespace stacktag {

class Stopwatch {
 public:
  Stopwatch(Clock& clock, StepTimes::Duration& step)
      : clock_(clock), step_(step), started_(clock.now()) {}
  ~Stopwatch() {
    step_ = std::chrono::duration_cast<std::chrono::microseconds>(clock_.now() - started_);
  }
  Stopwatch(Stopwatch const&) = delete;
  Stopwatch& operator=(Stopwatch const&) = delete;

 private:
  Clock& clock_;
  StepTimes::Duration& step_;
  SteadyTime const started_;
};

}  // namespace stacktag
