// SPDX-License-Identifier: Apache-2.0
#include "cli/plan.h"

#include <optional>
#include <ostream>
#include <utility>

#include "bulk/plan_file.h"
#include "bulk/plan_page.h"
#include "bulk/planning.h"
#include "cli/interruption.h"
#include "cli/library_session.h"
#include "cli/moment.h"
#include "cli/plan_report.h"
#include "cli/run_progress.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "flow/features.h"
#include "log/log.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

std::string in_utc(std::string const& text) {
  auto const time = moment_named(text);
  return time ? iso_time(*time) : "";
}

bulk::PlanFilter filter_of(FilterArguments const& arguments, std::string const& branch) {
  return {.listed = {.branch = branch,
                     .folder = arguments.folder,
                     .query = arguments.query,
                     .changed_since = in_utc(arguments.since)},
          .untagged = arguments.untagged,
          .filenames = arguments.filenames,
          .content_types = arguments.content_types,
          .model_changed = arguments.model_changed,
          .rules_changed = arguments.rules_changed};
}

// What the plan was narrowed by, for who reads it later.
std::map<std::string, std::string> chosen_of(FilterArguments const& filter) {
  std::map<std::string, std::string> all{{"folder", filter.folder},
                                         {"since", filter.since},
                                         {"filename", joined(filter.filenames, " ")},
                                         {"content-type", joined(filter.content_types, " ")},
                                         {"query", filter.query},
                                         {"untagged", filter.untagged ? "yes" : ""},
                                         {"model-changed", filter.model_changed ? "yes" : ""},
                                         {"rules-changed", filter.rules_changed ? "yes" : ""}};
  if (filter.assets_max) {
    all["limit"] = std::to_string(*filter.assets_max);
  }
  std::erase_if(all, [](auto const& one) { return one.second.empty(); });
  return all;
}

std::string names_of(Features const& features) {
  std::string all;
  for (auto const feature : features) {
    all += (all.empty() ? "" : ",") + std::string(to_string(feature));
  }
  return all;
}

bulk::PlanHeader header_of(bulk::OpenLibrary& library, PlanArguments const& arguments,
                           PlanSummary const& summary) {
  return {.kind = "tags",
          .stack = library.api_key(),
          .branch = arguments.library.branch,
          .engine = library.engine(),
          .features = names_of(library.features()),
          .rules = library.rules_hash(),
          .chosen = chosen_of(arguments.filter),
          .counts = counts_of(summary)};
}

PlanTerms terms_of(bulk::OpenLibrary& library, std::string const& branch, std::string const& file) {
  return {.stack = library.api_key(),
          .branch = branch,
          .file = file,
          .labels = true,
          .picture_microdollars = library.picture_microdollars(),
          .writes_per_second = library.writes_per_second(),
          .reads_per_second = library.reads_per_second()};
}

ExitCode end_of(RunTally const& tally) {
  return tally.has_failures() ? ExitCode::failed : ExitCode::well;
}

// Pictures are fetched for it, and the plan stands already: so nothing is lost where that fails.
ExitCode show_as_page(bulk::OpenLibrary& library, PlanArguments const& arguments,
                      std::stop_token const& stop, Console const& console) {
  if (arguments.html.empty()) {
    return ExitCode::well;
  }
  RunProgress progress(console);
  auto const done =
      bulk::write_page(library,
                       {.plan = arguments.output,
                        .page = arguments.html,
                        .jobs = arguments.library.jobs,
                        .stop = stop},
                       console.clock, [&](int now, int all) { progress.show(now, all, 0); });
  progress.clear();
  return done ? ExitCode::well : tell_error(console, arguments.html, done.error());
}

}  // namespace

ExitCode plan(PlanArguments const& arguments, Console const& console) {
  auto const session = open_session(arguments.library, new_run("plan", console), console);
  if (!session.library) {
    return session.code;
  }
  auto& library = *session.library;
  bool const to_file = arguments.depth != PlanDepth::estimate;
  std::optional<bulk::PlanWriter> writer;
  if (to_file) {
    auto begun = bulk::PlanWriter::begin(arguments.output);
    if (!begun) {
      return tell_error(console, "", begun.error());
    }
    writer.emplace(*std::move(begun));
  }
  Interruption interruption;
  RunTally tally;
  RunProgress progress(console);
  bulk::PlanRequest const request{
      .filter = filter_of(arguments.filter, arguments.library.branch),
      .looking = arguments.depth == PlanDepth::label ? Looking::ask : Looking::known_only,
      .assets_max = arguments.filter.assets_max,
      .jobs = arguments.library.jobs,
      .stop = interruption.token()};
  auto const end = bulk::plan_library(
      library, request, console.clock,
      [&](bulk::Row const& row) {
        tally.add(row);
        return writer ? writer->add(row.planned) : Result<void>();
      },
      [&](int done, int all) { progress.show(done, all, library.spent_microdollars()); });
  progress.clear();
  auto const code = tell_end(
      end, "run it again: what the engine has said is kept and costs nothing twice", console);
  if (code != ExitCode::well) {
    return code;
  }
  if (writer) {
    if (auto const done = writer->finish(header_of(library, arguments, tally.plan())); !done) {
      return tell_error(console, "", done.error());
    }
  }
  print_plan(tally, terms_of(library, arguments.library.branch, to_file ? arguments.output : ""),
             arguments.library.format, console);
  return graver(show_as_page(library, arguments, interruption.token(), console), end_of(tally));
}

ExitCode backfill(BackfillArguments const& arguments, Console const& console) {
  auto const run = new_run("backfill", console);
  auto const session = open_session(arguments.library, run, console);
  if (!session.library) {
    return session.code;
  }
  auto& library = *session.library;
  auto const consent = consent_to_write(arguments.library, 0, library.api_key(), console);
  if (consent != ExitCode::well) {
    return consent;
  }
  Interruption interruption;
  RunTally tally;
  RunProgress progress(console);
  bulk::PlanRequest const request{.filter = filter_of(arguments.filter, arguments.library.branch),
                                  .assets_max = arguments.filter.assets_max,
                                  .jobs = arguments.library.jobs,
                                  .apply_at_once = true,
                                  .stop = interruption.token()};
  auto const end = bulk::plan_library(
      library, request, console.clock,
      [&](bulk::Row const& row) {
        tally.add(row);
        return Result<void>();
      },
      [&](int done, int all) { progress.show(done, all, library.spent_microdollars()); });
  progress.clear();
  auto const code = tell_end(end, "run it again: it goes on where it stopped", console);
  print_written(tally, run, arguments.library.format, console);
  return graver(code, end_of(tally));
}

}  // namespace stacktag::cli
