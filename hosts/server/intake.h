// SPDX-License-Identifier: Apache-2.0
// From a webhook's request to a job on the disk: authenticated, decoded, stored, answered, in this
// order, and before any work is done for it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http_server/server.h"
#include "log/log.h"
#include "ports/job_intake.h"
#include "server/chronicle.h"
#include "server/stacks.h"
#include "server/steady_wall.h"

namespace stacktag::server {

struct IntakeParts {
  std::vector<Stack*> stacks{};
  JobIntake& jobs;
  Chronicle& chronicle;
  Clock& clock;
  SteadyWall const& time;
  Log& log;
  std::function<void()> wake{};  ///< called when there are new jobs
  std::string run{};             ///< in front of the request ids that we make
  int threads = 4;               ///< while some wait for the disk, others decode
};

class Intake {
 public:
  virtual ~Intake() = default;

  /// Answers what has come; whatever comes later is answered 503.
  virtual void finish() = 0;

  /// Takes a request to /webhook or /webhook/NAME. Never blocks: what comes while too much waits is
  /// answered 503.
  virtual void take(http::ServerRequest request, http::Respond respond) = 0;
};

std::unique_ptr<Intake> make_intake(IntakeParts parts);

}  // namespace stacktag::server
