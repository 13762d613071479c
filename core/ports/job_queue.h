// SPDX-License-Identifier: Apache-2.0
// The jobs that workers take and settle.
#pragma once

#include <optional>
#include <string>

#include "queue/job.h"
#include "queue/retry.h"
#include "stacktag/result.h"

namespace stacktag {

/// How an attempt ended, for the job's history.
struct Attempt {
  Reason reason = Reason::internal;
  std::string message{};
  std::chrono::milliseconds took{0};
};

class JobQueue {
 public:
  virtual ~JobQueue() = default;

  /// Gives the caller the lease of the stack's job that has been due longest, or nothing where none
  /// is due. Never one of an asset that another worker is at. Error: `store_unavailable`. Safe to
  /// call from several threads, as are the others.
  virtual Result<std::optional<Job>> take(std::string const& stack, WallTime now) = 0;

  /// Ends the lease by what comes next. Does nothing where the caller no longer has it.
  virtual Result<void> settle(Job const& job, Attempt const& attempt, Next const& next,
                              WallTime now) = 0;

  /// Ends the lease of a job that was not worked at; the attempt does not count.
  virtual Result<void> give_back(Job const& job, WallTime now) = 0;
};

}  // namespace stacktag
