// SPDX-License-Identifier: Apache-2.0
#include "cli/undo.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <system_error>
#include <utility>

#include "bulk/plan_file.h"
#include "bulk/undoing.h"
#include "cli/apply.h"
#include "cli/library_session.h"
#include "cli/moment.h"
#include "cli/plan_report.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "json/json.h"
#include "log/log.h"
#include "server/store_path.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

ExitCode list_runs(UndoArguments const& arguments, bulk::OpenLibrary& library,
                   Console const& console) {
  auto const runs = library.store().changes->runs(library.api_key(), limits::store_rows_listed_max);
  if (!runs) {
    return tell_error(console, "", runs.error());
  }
  if (arguments.library.format == Format::json) {
    auto all = json::OrderedJson::array();
    for (auto const& run : *runs) {
      all.push_back({{"run", run.run},
                     {"branch", run.branch},
                     {"assets", run.assets},
                     {"first", iso_time(run.first)},
                     {"last", iso_time(run.last)}});
    }
    console.out << json::dump_in_order(all) << '\n';
    return ExitCode::well;
  }
  std::vector<TableRow> rows{{"RUN", "BRANCH", "ASSETS", "FIRST", "LAST"}};
  for (auto const& run : *runs) {
    rows.push_back(
        {run.run, run.branch, std::to_string(run.assets), moment(run.first), moment(run.last)});
  }
  if (runs->empty()) {
    console.out << "Nothing was written yet that could be taken back.\n";
  } else {
    print_table(rows, console.out);
  }
  return ExitCode::well;
}

// A run of one branch needs not be told which.
std::string branch_of(UndoArguments const& arguments, bulk::OpenLibrary& library) {
  auto const& asked = arguments.library.branch;
  auto const runs = library.store().changes->runs(library.api_key(), limits::store_rows_listed_max);
  if (!asked.empty() || arguments.run.empty() || !runs) {
    return asked;
  }
  auto const found = std::ranges::find(*runs, arguments.run, &PastRun::run);
  bool const other = found != runs->end() && found->branch != ledger_branch("");
  return other ? found->branch : asked;
}

bulk::UndoRequest request_of(UndoArguments const& arguments, bulk::OpenLibrary& library,
                             Interruption const& interruption) {
  return {.filter = {.stack = library.api_key(),
                     .branch = branch_of(arguments, library),
                     .run = arguments.run,
                     .asset = arguments.asset,
                     .since = moment_named(arguments.since),
                     .until = moment_named(arguments.until)},
          .selection = {.tag = arguments.tag, .model_version = arguments.model},
          .jobs = arguments.library.jobs,
          .stop = interruption.token()};
}

bulk::PlanHeader header_of(bulk::OpenLibrary& library, bulk::UndoRequest const& request,
                           UndoArguments const& arguments, PlanSummary const& summary) {
  std::map<std::string, std::string> chosen{{"run", arguments.run},     {"asset", arguments.asset},
                                            {"tag", arguments.tag},     {"model", arguments.model},
                                            {"since", arguments.since}, {"until", arguments.until}};
  std::erase_if(chosen, [](auto const& one) { return one.second.empty(); });
  return {.kind = "undo",
          .stack = library.api_key(),
          .branch = request.filter.branch,
          .engine = library.engine(),
          .rules = library.rules_hash(),
          .chosen = std::move(chosen),
          .counts = counts_of(summary)};
}

struct Planned {
  ExitCode code = ExitCode::well;
  int changes = 0;
};

// Only found out and written down; nothing is taken back yet.
Planned write_plan(UndoArguments const& arguments, bulk::OpenLibrary& library,
                   std::string const& file, Format format, Console const& console) {
  auto writer = bulk::PlanWriter::begin(file);
  if (!writer) {
    return {tell_error(console, "", writer.error())};
  }
  Interruption interruption;
  auto const request = request_of(arguments, library, interruption);
  RunTally tally;
  RunProgress progress(console);
  auto const end = bulk::plan_undo(
      library, request, console.clock,
      [&](bulk::Row const& row) {
        tally.add(row);
        return writer->add(row.planned);
      },
      [&](int done, int all) { progress.show(done, all, 0); });
  progress.clear();
  if (auto const code = tell_end(end, "run it again", console); code != ExitCode::well) {
    return {code};
  }
  if (auto const done = writer->finish(header_of(library, request, arguments, tally.plan()));
      !done) {
    return {tell_error(console, "", done.error())};
  }
  PlanTerms const terms{.stack = library.api_key(),
                        .branch = request.filter.branch,
                        .file = arguments.plan,
                        .writes_per_second = library.writes_per_second(),
                        .reads_per_second = library.reads_per_second()};
  if (format == Format::table || !arguments.plan.empty()) {
    print_plan(tally, terms, format, console);
  }
  return {tally.has_failures() ? ExitCode::failed : ExitCode::well,
          tally.plan().of(PlannedEnd::change)};
}

// Where the plan of what is taken back at once stands until that is done.
std::string beside_ledger(UndoArguments const& arguments, Console const& console) {
  auto const& asked = arguments.library.store;
  std::filesystem::path const ledger =
      asked.empty() ? server::store_path(console.environment) : asked;
  return (ledger.parent_path() / (new_run("undo", console) + ".jsonl")).string();
}

void forget(std::string const& plan) {
  std::error_code unimportant;
  std::filesystem::remove(plan, unimportant);
  std::filesystem::remove(plan + ".applied", unimportant);
}

}  // namespace

ExitCode undo(UndoArguments const& arguments, Console const& console) {
  auto const file = arguments.plan.empty() ? beside_ledger(arguments, console) : arguments.plan;
  Planned planned;
  {
    auto const session = open_session(arguments.library, "undo", console);
    if (!session.library) {
      return session.code;
    }
    if (arguments.list) {
      return list_runs(arguments, *session.library, console);
    }
    planned = write_plan(arguments, *session.library, file, arguments.library.format, console);
  }
  bool const only_planned = !arguments.plan.empty() || planned.changes == 0;
  if (arguments.plan.empty() && planned.changes == 0) {
    forget(file);
  }
  if (only_planned || planned.code == ExitCode::interrupted || planned.code == ExitCode::mistaken) {
    return planned.code;
  }
  auto const code = apply_plan_file({.library = arguments.library,
                                     .plan = file,
                                     .again = "go on by: stacktag apply " + file,
                                     .request = {.jobs = arguments.library.jobs}},
                                    console);
  if (code == ExitCode::well) {
    forget(file);
  }
  return graver(code, planned.code);
}

}  // namespace stacktag::cli
