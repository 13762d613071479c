// SPDX-License-Identifier: Apache-2.0
// Time as something that is handed in, so that tests own it. It stands in base because core
// (durations of the steps) and platform (rate limits, retries, signatures) need the same one.
#pragma once

#include <chrono>
#include <stop_token>

namespace stacktag {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual SteadyTime now() = 0;
  virtual WallTime wall() = 0;
  /// Blocks until `until`; a fake clock just moves its time.
  virtual void sleep_until(SteadyTime until) = 0;
};

/// How long a call may take: until a point in time, or until its caller no longer needs the answer.
struct Deadline {
  SteadyTime at = SteadyTime::max();
  std::stop_token cancelled{};
};

}  // namespace stacktag
