// SPDX-License-Identifier: Apache-2.0
// The threads that take jobs, run them and settle them.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "log/log.h"
#include "ports/job_queue.h"
#include "queue/retry.h"
#include "server/chronicle.h"
#include "server/stacks.h"
#include "server/steady_wall.h"

namespace stacktag::server {

struct WorkerParts {
  std::vector<Stack*> stacks{};
  JobQueue& queue;
  Chronicle& chronicle;
  Clock& clock;
  SteadyWall const& time;
  Log& log;
  int workers = 16;
  RetryPolicy retry{};
};

class Workers {
 public:
  /// Gives back at once what is still running, and joins the threads.
  virtual ~Workers() = default;

  /// There may be jobs that are due.
  virtual void wake() = 0;
  /// Takes no more jobs, and waits until what is running has ended, at most so long.
  virtual void finish(std::chrono::milliseconds time_max) = 0;
};

std::unique_ptr<Workers> start_workers(WorkerParts parts);

}  // namespace stacktag::server
