// SPDX-License-Identifier: Apache-2.0
// The queue as operators see it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "queue/job.h"
#include "stacktag/result.h"

namespace stacktag {

struct JobView {
  Job job{};
  JobState state = JobState::waiting;
  WallTime due{};  ///< of one that waits
  std::optional<WallTime> settled{};
  std::string reason{};   ///< of its outcome, or why the last attempt failed; empty before one
  std::string message{};  ///< more about it
};

struct PastAttempt {
  WallTime ended{};
  std::string reason{};
  std::string message{};
  std::chrono::milliseconds took{0};
  std::chrono::milliseconds wait{0};  ///< before the next one
};

struct JobFilter {
  std::optional<JobState> state{};
  std::string stack{};  ///< API key; empty: any
  std::string asset{};  ///< uid; empty: any
  JobId before = 0;     ///< only jobs with a smaller number; 0: from the newest
  int count_max = 50;
};

struct QueueDepth {
  std::int64_t waiting = 0;
  std::int64_t running = 0;
  std::int64_t parked = 0;
  std::optional<WallTime> oldest{};  ///< when the oldest that waits or runs was accepted
};

class JobDesk {
 public:
  virtual ~JobDesk() = default;

  /// The newest first. Error of all three: `store_unavailable`.
  virtual Result<std::vector<JobView>> list(JobFilter const& filter) = 0;
  /// The attempts that failed; empty where there is no such job.
  virtual Result<std::vector<PastAttempt>> history(JobId job) = 0;
  /// Of one stack, or of all where `stack` is empty.
  virtual Result<QueueDepth> depth(std::string const& stack) = 0;
};

/// What an operator may do to jobs that wait or are parked.
class JobHand {
 public:
  virtual ~JobHand() = default;

  /// Makes them due at once, their attempts counted anew. Gives how many that were. Error of both:
  /// `store_unavailable`.
  virtual Result<int> retry(JobFilter const& filter, std::vector<JobId> const& jobs,
                            WallTime now) = 0;
  /// Settles them as dropped; they stay on record. Gives how many that were.
  virtual Result<int> drop(JobFilter const& filter, std::vector<JobId> const& jobs,
                           WallTime now) = 0;
};

}  // namespace stacktag
