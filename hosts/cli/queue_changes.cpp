// SPDX-License-Identifier: Apache-2.0
// `stacktag queue retry|drop`: what a person may do to jobs that wait or are parked.
#include <ostream>
#include <string>

#include "cli/consent.h"
#include "cli/queue.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

bool can_change(JobView const& view) {
  return view.state == JobState::waiting || view.state == JobState::parked;
}

bool is_drop(QueueVisit const& visit) {
  return visit.arguments.action == QueueAction::drop;
}

struct Chosen {
  std::vector<JobId> jobs{};
  ExitCode code = ExitCode::well;
};

// Those of the named jobs that can be changed; of the others it is told why not.
Result<Chosen> choose(QueueVisit const& visit) {
  Chosen chosen;
  for (auto const id : visit.arguments.jobs) {
    TRY(auto const job, find_job(visit.desk, id));
    if (job && can_change(*job)) {
      chosen.jobs.push_back(id);
      continue;
    }
    visit.console.err << "stacktag: " << id << ": "
                      << (job ? "it is " + std::string(to_string(job->state)) +
                                    "; only what waits or is parked can be changed"
                              : "there is no such job")
                      << '\n';
    chosen.code = ExitCode::rejected;
  }
  return chosen;
}

// How many the filter means, up to what a list gives.
Result<std::size_t> count_of(QueueVisit const& visit) {
  auto filter = filter_of(visit);
  filter.count_max = limits::store_rows_listed_max;
  std::size_t count = 0;
  for (auto const state : {JobState::waiting, JobState::parked}) {
    if (!visit.arguments.state || visit.arguments.state == state) {
      filter.state = state;
      TRY(auto const jobs, visit.desk.list(filter));
      count += jobs.size();
    }
  }
  return count;
}

std::string how_many(std::size_t count) {
  if (count >= static_cast<std::size_t>(limits::store_rows_listed_max)) {
    return std::to_string(count) + " or more events";
  }
  return count == 1 ? "1 event" : std::to_string(count) + " events";
}

Reply ask_to_drop(QueueVisit const& visit, std::size_t count) {
  if (visit.arguments.consent == Consent::given) {
    return Reply::yes;
  }
  return ask(visit.console, "Drop " + how_many(count) + "? They will not be worked on.");
}

void tell(QueueVisit const& visit, int changed) {
  auto& out = visit.console.out;
  if (visit.arguments.format == Format::json) {
    out << json::dump_in_order({{"changed", changed}}) << '\n';
    return;
  }
  out << how_many(static_cast<std::size_t>(changed))
      << (is_drop(visit) ? " dropped\n" : " will be tried again at once\n");
}

Result<int> change(QueueVisit const& visit, std::vector<JobId> const& jobs) {
  auto const filter = jobs.empty() ? filter_of(visit) : JobFilter{};
  auto const now = visit.console.clock.wall();
  return is_drop(visit) ? visit.hand.drop(filter, jobs, now) : visit.hand.retry(filter, jobs, now);
}

}  // namespace

Result<ExitCode> change_jobs(QueueVisit const& visit) {
  TRY(auto const chosen, choose(visit));
  bool const by_number = !visit.arguments.jobs.empty();
  // No number stands for all of them.
  if (by_number && chosen.jobs.empty()) {
    return chosen.code;
  }
  if (is_drop(visit)) {
    TRY(auto const meant, by_number ? Result<std::size_t>(chosen.jobs.size()) : count_of(visit));
    auto const reply = meant == 0 ? Reply::yes : ask_to_drop(visit, meant);
    if (reply == Reply::nobody) {
      visit.console.err << "stacktag: there is nobody to ask: say --yes\n";
      return ExitCode::mistaken;
    }
    if (reply == Reply::no) {
      visit.console.err << "stacktag: nothing was dropped\n";
      return ExitCode::failed;
    }
  }
  TRY(auto const changed, change(visit, chosen.jobs));
  tell(visit, changed);
  return chosen.code;
}

}  // namespace stacktag::cli
