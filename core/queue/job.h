// SPDX-License-Identifier: Apache-2.0
// A delivery that was accepted and is not to be lost: waiting, running, done or parked.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "flow/event.h"
#include "stacktag/clock.h"
#include "stacktag/reason.h"

namespace stacktag {

enum class JobState {
  waiting,  ///< until it is due
  running,  ///< a worker of the process that holds the lease is at it
  done,     ///< it came to an outcome that no repeat would change
  parked,   ///< it failed too often; a person has to look at it
};

std::string_view to_string(JobState state);
std::optional<JobState> job_state_named(std::string_view name);

using JobId = std::int64_t;

struct Job {
  JobId id = 0;
  Event event{};
  std::string request_id{};
  WallTime accepted{};
  int attempts = 0;  ///< begun so far, the running one included
};

}  // namespace stacktag
