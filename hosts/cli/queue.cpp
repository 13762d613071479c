// SPDX-License-Identifier: Apache-2.0
#include "cli/queue.h"

#include <cstdio>
#include <ostream>
#include <string>
#include <utility>

#include "cli/printable.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "server/desk_json.h"

namespace stacktag::cli {
namespace {

std::string event_of(Job const& job) {
  return job.event.module + "." + job.event.name;
}

// When it comes next, or when it came to its end.
std::string then_of(JobView const& view, WallTime now) {
  if (view.state == JobState::waiting) {
    auto const wait = std::chrono::ceil<std::chrono::seconds>(view.due - now).count();
    return wait > 0 ? "due in " + std::to_string(wait) + " s" : "due";
  }
  return view.settled ? moment(*view.settled) : "";
}

TableRow row_of(JobView const& view, QueueVisit const& visit) {
  auto const& job = view.job;
  return {std::to_string(job.id),
          std::string(to_string(view.state)),
          visit.names.shown(job.event.api_key),
          job.event.asset.uid,
          std::to_string(job.event.asset.version),
          event_of(job),
          moment(job.accepted),
          or_dash(then_of(view, visit.console.clock.wall())),
          std::to_string(job.attempts),
          or_dash(view.reason)};
}

void print_depth(QueueDepth const& depth, std::ostream& out) {
  out << depth.waiting << " waiting, " << depth.running << " running, " << depth.parked
      << " parked\n";
}

void print_jobs(std::vector<JobView> const& jobs, QueueVisit const& visit) {
  if (jobs.empty()) {
    return;
  }
  std::vector<TableRow> rows{{"NUMBER", "STATE", "STACK", "ASSET", "VERSION", "EVENT", "ACCEPTED",
                              "THEN", "ATTEMPTS", "REASON"}};
  for (auto const& job : jobs) {
    rows.push_back(row_of(job, visit));
  }
  print_table(rows, visit.console.out);
  if (jobs.size() == static_cast<std::size_t>(visit.arguments.count_max)) {
    visit.console.out << "There may be more: --before " << jobs.back().job.id << '\n';
  }
}

json::OrderedJson jobs_json(std::vector<JobView> const& jobs, QueueVisit const& visit) {
  auto all = json::OrderedJson::array();
  for (auto const& job : jobs) {
    all.push_back(server::job_json(job, visit.names));
  }
  json::OrderedJson next(nullptr);
  if (jobs.size() == static_cast<std::size_t>(visit.arguments.count_max)) {
    next = jobs.back().job.id;
  }
  return {{"jobs", std::move(all)}, {"next", std::move(next)}};
}

Result<ExitCode> list(QueueVisit const& visit) {
  auto const filter = filter_of(visit);
  TRY(auto const jobs, visit.desk.list(filter));
  if (visit.arguments.format == Format::json) {
    visit.console.out << json::dump_in_order(jobs_json(jobs, visit)) << '\n';
    return ExitCode::well;
  }
  TRY(auto const depth, visit.desk.depth(filter.stack));
  print_jobs(jobs, visit);
  print_depth(depth, visit.console.out);
  return ExitCode::well;
}

std::string seconds_of(std::chrono::milliseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", std::chrono::duration<double>(time).count());
  return text;
}

void print_whole(JobView const& view, std::vector<PastAttempt> const& history,
                 QueueVisit const& visit) {
  auto& out = visit.console.out;
  auto const& job = view.job;
  std::vector<TableRow> rows{
      {"number", std::to_string(job.id)},
      {"state", std::string(to_string(view.state))},
      {"stack", visit.names.shown(job.event.api_key)},
      {"branch", or_dash(job.event.branch)},
      {"asset", job.event.asset.uid + ", version " + std::to_string(job.event.asset.version)},
      {"file", or_dash(job.event.asset.filename)},
      {"event", event_of(job) + " of " + or_dash(job.event.triggered_at)},
      {"request", or_dash(job.request_id)},
      {"accepted", moment(job.accepted)},
      {"then", or_dash(then_of(view, visit.console.clock.wall()))},
      {"attempts", std::to_string(job.attempts)},
      {"reason", or_dash(view.reason)},
      {"message", or_dash(view.message)}};
  print_table(rows, out);
  if (history.empty()) {
    return;
  }
  out << "\nAttempts that failed:\n";
  rows = {{"ENDED", "TOOK", "REASON", "NEXT AFTER", "MESSAGE"}};
  for (auto const& attempt : history) {
    rows.push_back({moment(attempt.ended), seconds_of(attempt.took), attempt.reason,
                    seconds_of(attempt.wait), or_dash(attempt.message)});
  }
  print_table(rows, out);
}

Result<ExitCode> show(QueueVisit const& visit) {
  auto code = ExitCode::well;
  bool is_first = true;
  for (auto const id : visit.arguments.jobs) {
    TRY(auto const job, find_job(visit.desk, id));
    if (!job) {
      visit.console.err << "stacktag: " << id << ": there is no such job\n";
      code = ExitCode::rejected;
      continue;
    }
    TRY(auto const history, visit.desk.history(id));
    if (visit.arguments.format == Format::json) {
      auto whole = server::job_json(*job, visit.names);
      whole["history"] = server::history_json(*job, history, visit.names);
      visit.console.out << json::dump_in_order(whole) << '\n';
      continue;
    }
    visit.console.out << (is_first ? "" : "\n");
    is_first = false;
    print_whole(*job, history, visit);
  }
  return code;
}

Result<ExitCode> act(QueueVisit const& visit) {
  switch (visit.arguments.action) {
    case QueueAction::list:
      return list(visit);
    case QueueAction::show:
      return show(visit);
    case QueueAction::retry:
    case QueueAction::drop:
      break;
  }
  return change_jobs(visit);
}

}  // namespace

JobFilter filter_of(QueueVisit const& visit) {
  auto const& arguments = visit.arguments;
  return {.state = arguments.state,
          .stack = visit.names.key_of(arguments.stack).value_or(arguments.stack),
          .asset = arguments.asset,
          .before = arguments.before,
          .count_max = arguments.count_max};
}

Result<std::optional<JobView>> find_job(JobDesk& desk, JobId id) {
  TRY(auto found, desk.list({.before = id + 1, .count_max = 1}));
  if (found.empty() || found.front().job.id != id) {
    return std::nullopt;
  }
  return std::move(found.front());
}

ExitCode queue(QueueArguments const& arguments, Console const& console) {
  auto const store = visit_store(arguments.store, console);
  if (!store) {
    return tell_error(console, "", store.error());
  }
  auto const names = server::configured_names(console.environment);
  auto const done = act({arguments, console, *(*store)->desk, *(*store)->hand, names});
  return done ? *done : tell_error(console, "", done.error());
}

}  // namespace stacktag::cli
