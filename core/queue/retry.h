// SPDX-License-Identifier: Apache-2.0
// What becomes of a job after an attempt: done, again later, or parked.
#pragma once

#include <chrono>
#include <optional>

#include "queue/job.h"
#include "stacktag/reason.h"

namespace stacktag {

/// How often, and how long apart. Waits double from the first to the longest; what a person has to
/// mend is tried less often than what may pass by itself.
struct RetryPolicy {
  int attempts_max = 30;  ///< what passes within an hour is outlasted
  std::chrono::milliseconds wait_first{1'000};
  std::chrono::milliseconds wait_max{10 * 60'000};
  std::chrono::milliseconds mending_wait_first{60'000};
  std::chrono::milliseconds mending_wait_max{60 * 60'000};

  bool operator==(RetryPolicy const&) const = default;
};

struct Ending {
  Reason reason = Reason::internal;
  std::optional<std::chrono::milliseconds> retry_after{};  ///< as the other side asked for
};

struct Next {
  JobState state = JobState::done;    ///< waiting, done or parked
  std::chrono::milliseconds wait{0};  ///< where it waits

  bool operator==(Next const&) const = default;
};

/// `attempts` counts the one that has just ended; `chance`, from 0 to 1, spreads the waits over
/// their upper half, so that what failed together does not come again together.
Next next_of(Ending const& ending, int attempts, double chance, RetryPolicy const& policy = {});

}  // namespace stacktag
