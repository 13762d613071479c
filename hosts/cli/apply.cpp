// SPDX-License-Identifier: Apache-2.0
#include "cli/apply.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "bulk/journal.h"
#include "bulk/plan_file.h"
#include "cli/library_session.h"
#include "cli/plan_report.h"
#include "cli/printable.h"
#include "cli/run_progress.h"
#include "cli/visited_store.h"

namespace stacktag::cli {
namespace {

constexpr std::size_t k_digits = 12;

Error not_fitting(std::string message) {
  return {Reason::bad_configuration, std::move(message)};
}

// A plan is of one stack, and planning again must be by the rules that it was made by.
Result<void> check_fit(bulk::PlanHeader const& header, bulk::OpenLibrary const& library,
                       WhenChanged when_changed) {
  if (header.stack != library.api_key()) {
    return fail(
        not_fitting("the plan is of the stack " + header.stack + ", not of " + library.api_key()));
  }
  bool const tags = header.kind == "tags";
  if (when_changed == WhenChanged::plan_again && !tags) {
    return fail(not_fitting("only a plan of tags can be planned again; leave --changed out"));
  }
  if (when_changed == WhenChanged::plan_again && header.rules != library.rules_hash()) {
    return fail(not_fitting(
        "the rules have changed since the plan was made: make it anew, or leave --changed out"));
  }
  return {};
}

struct Opened {
  bulk::PlanReader plan;
  bulk::Journal journal;
  int open = 0;  // assets that are not done yet
};

Result<Opened> open_plan(std::string const& path, std::string const& digest) {
  TRY(auto plan, bulk::PlanReader::open(path));
  TRY(auto journal, bulk::Journal::open(path, digest));
  TRY(auto const open, bulk::open_assets(path, journal));
  return Opened{std::move(plan), std::move(journal), open};
}

ExitCode write_all(PlanRun const& run, std::string const& name, bulk::OpenLibrary& library,
                   Opened& opened, int expected, Console const& console) {
  Interruption interruption;
  auto request = run.request;
  request.expected = expected;
  request.stop = interruption.token();
  RunTally tally;
  RunProgress progress(console);
  auto const end = bulk::apply_plan(
      library, opened.plan, opened.journal, request, console.clock,
      [&](bulk::Row const& row) {
        tally.add(row);
        return Result<void>();
      },
      [&](int done, int all) { progress.show(done, all, library.spent_microdollars()); });
  progress.clear();
  auto const code = tell_end(end, run.again, console);
  print_written(tally, name, run.library.format, console);
  return graver(code, tally.has_failures() ? ExitCode::failed : ExitCode::well);
}

}  // namespace

ExitCode apply_plan_file(PlanRun const& run, Console const& console) {
  auto const digest = bulk::digest_of_file(run.plan);
  if (!digest) {
    return tell_error(console, "", digest.error());
  }
  auto opened = open_plan(run.plan, *digest);
  if (!opened) {
    return tell_error(console, "", opened.error());
  }
  // The same plan is the same run, however often it has to be begun.
  auto const& header = opened->plan.header();
  auto const name = (header.kind == "undo" ? "undo-" : "apply-") + digest->substr(0, k_digits);
  auto const session = open_session(run.library, name, console, header.rules);
  if (!session.library) {
    return session.code;
  }
  if (auto const fits = check_fit(header, *session.library, run.request.when_changed); !fits) {
    return tell_error(console, run.plan, fits.error());
  }
  if (opened->journal.done() > 0) {
    console.err << "stacktag: " << opened->journal.done() << " assets are done already, as "
                << printable(opened->journal.path()) << " says\n";
  }
  auto const expected = std::min(opened->open, run.request.assets_max.value_or(opened->open));
  auto const consent =
      expected == 0 ? ExitCode::well
                    : consent_to_write(run.library, expected, session.library->api_key(), console);
  if (consent != ExitCode::well) {
    return consent;
  }
  return write_all(run, name, *session.library, *opened, expected, console);
}

ExitCode apply(ApplyArguments const& arguments, Console const& console) {
  return apply_plan_file({.library = arguments.library,
                          .plan = arguments.plan,
                          .again = "the same command goes on where it stopped",
                          .request = {.when_changed = arguments.plan_again ? WhenChanged::plan_again
                                                                           : WhenChanged::skip,
                                      .assets_max = arguments.assets_max,
                                      .jobs = arguments.library.jobs}},
                         console);
}

}  // namespace stacktag::cli
