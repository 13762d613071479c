// SPDX-License-Identifier: Apache-2.0
// The queue, job by job.
#include <limits>
#include <optional>
#include <utility>

#include "server/desk_json.h"
#include "server/operator_pages.h"
#include "server/operator_reply.h"
#include "stacktag/limits.h"

namespace stacktag::server {
namespace {

constexpr JobId k_job_max = std::numeric_limits<JobId>::max() - 1;
constexpr int k_jobs_usual = 50;

JobFilter read_filter(Parameters& parameters, StackNames const& names) {
  JobFilter filter;
  if (auto const state = parameters.text("state")) {
    filter.state = job_state_named(*state);
    if (!filter.state) {
      parameters.refuse("state", "state must be one of waiting, running, done, parked");
    }
  }
  if (auto const stack = parameters.text("stack")) {
    filter.stack = names.key_of(*stack).value_or("");
    if (filter.stack.empty()) {
      parameters.refuse("stack", "there is no such stack");
    }
  }
  filter.asset = parameters.text("asset").value_or("");
  filter.before = parameters.number("before", 0, 1, k_job_max);
  filter.count_max =
      static_cast<int>(parameters.number("limit", k_jobs_usual, 1, limits::store_rows_listed_max));
  return filter;
}

// Nothing where there is no such job.
Result<std::optional<JobView>> find_job(JobDesk& desk, std::string const& item) {
  auto const id = whole_number(item);
  if (!id || *id > k_job_max) {
    return std::nullopt;
  }
  TRY(auto const found, desk.list({.before = *id + 1, .count_max = 1}));
  if (found.empty() || found.front().job.id != *id) {
    return std::nullopt;
  }
  return found.front();
}

http::ServerReply no_such_job() {
  return error_reply(404, "there is no such job");
}

Result<http::ServerReply> show(Visit const& visit) {
  auto& desk = visit.sources().desk;
  TRY(auto const job, find_job(desk, visit.item));
  if (!job) {
    return no_such_job();
  }
  TRY(auto const history, desk.history(job->job.id));
  auto body = job_json(*job, visit.names);
  body["history"] = history_json(*job, history, visit.names);
  return json_reply(200, body);
}

using Hand = Result<int> (JobHand::*)(JobFilter const&, std::vector<JobId> const&, WallTime);

// Gives the job as it is afterwards.
Result<http::ServerReply> change(Visit const& visit, Hand hand) {
  auto& desk = visit.sources().desk;
  TRY(auto const job, find_job(desk, visit.item));
  if (!job) {
    return no_such_job();
  }
  TRY(auto const changed,
      (visit.parts.hand.*hand)({}, {job->job.id}, visit.sources().clock.wall()));
  TRY(auto const after, find_job(desk, visit.item));
  if (changed == 0) {
    return error_reply(409, "the job is " + std::string(to_string((after ? *after : *job).state)) +
                                "; only one that waits or is parked can be changed");
  }
  return json_reply(200, job_json(after ? *after : *job, visit.names));
}

http::ServerReply settled_reply(Result<http::ServerReply> reply) {
  return reply ? *std::move(reply) : error_reply(reply.error());
}

}  // namespace

http::ServerReply queue_page(Visit const& visit) {
  Parameters parameters(visit.request.query);
  auto const filter = read_filter(parameters, visit.names);
  if (auto mistake = parameters.mistake()) {
    return *std::move(mistake);
  }
  auto const jobs = visit.sources().desk.list(filter);
  if (!jobs) {
    return error_reply(jobs.error());
  }
  auto all = json::OrderedJson::array();
  for (auto const& job : *jobs) {
    all.push_back(job_json(job, visit.names));
  }
  bool const is_full = jobs->size() == static_cast<std::size_t>(filter.count_max);
  json::OrderedJson next(nullptr);
  if (is_full) {
    next = jobs->back().job.id;
  }
  return json_reply(200, {{"jobs", std::move(all)}, {"next", std::move(next)}});
}

http::ServerReply job_page(Visit const& visit) {
  return settled_reply(show(visit));
}

http::ServerReply retry_job(Visit const& visit) {
  auto reply = settled_reply(change(visit, &JobHand::retry));
  if (reply.status == 200 && visit.parts.jobs_due) {
    visit.parts.jobs_due();
  }
  return reply;
}

http::ServerReply drop_job(Visit const& visit) {
  return settled_reply(change(visit, &JobHand::drop));
}

}  // namespace stacktag::server
