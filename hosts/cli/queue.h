// SPDX-License-Identifier: Apache-2.0
// The commands `stacktag queue list|show|retry|drop`: the server's queue, beside it.
#pragma once

#include <optional>

#include "cli/arguments.h"
#include "cli/console.h"
#include "ports/job_desk.h"
#include "server/stack_names.h"

namespace stacktag::cli {

ExitCode queue(QueueArguments const& arguments, Console const& console);

/// What the parts of the commands work with.
struct QueueVisit {
  QueueArguments const& arguments;
  Console const& console;
  JobDesk& desk;
  JobHand& hand;
  server::StackNames const& names;
};

JobFilter filter_of(QueueVisit const& visit);
/// Nothing where there is no such job.
Result<std::optional<JobView>> find_job(JobDesk& desk, JobId id);

/// `retry` and `drop`.
Result<ExitCode> change_jobs(QueueVisit const& visit);

}  // namespace stacktag::cli
