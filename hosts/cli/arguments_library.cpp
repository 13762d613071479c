// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments_library.h"

#include <utility>

#include "cli/shared_options.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

constexpr double k_cost_max = 1'000'000;
constexpr int k_assets_max = 10'000'000;

std::string check_query(std::string const& text) {
  auto const query = json::parse(text);
  return query && query->is_object() ? "" : "the query is a JSON object, not " + text;
}

std::string check_dollars(std::string const& text) {
  double value = -1;
  return CLI::detail::lexical_cast(text, value) && value >= 0 && value <= k_cost_max
             ? ""
             : "the cost is a number of US dollars, not " + text;
}

void add_place(CLI::App& command, LibraryArguments& library, LibraryWords& words) {
  add_stack(command, library.stack);
  add_store(command, library.store);
  command.add_flag("--json", words.json, "What came of it as one JSON object");
}

void add_work(CLI::App& command, LibraryArguments& library) {
  add_branch(command, library.branch);
  command.add_option("--jobs", library.jobs, "Assets that are worked on side by side")
      ->check(CLI::Range(1, limits::jobs_max))
      ->option_text("1.." + std::to_string(limits::jobs_max) + " [16]");
}

void add_cost(CLI::App& command, LibraryArguments& library) {
  command.add_option("--max-cost", library.cost_max, "What this run may spend on labels")
      ->check(check(check_dollars))
      ->type_name("DOLLARS");
}

void add_consent(CLI::App& command, LibraryArguments& library, LibraryWords& words) {
  auto* const yes = command.add_flag("--yes", words.yes, "Ask nothing");
  command
      .add_flag("--confirm", library.must_ask,
                "Ask before anything is written, and write nothing where there is nobody to ask")
      ->excludes(yes);
}

CLI::Option* add_count(CLI::App& command, std::optional<int>& count, std::string const& help) {
  return command.add_option("--limit", count, help)
      ->check(CLI::Range(1, k_assets_max))
      ->type_name("NUMBER");
}

void add_filter(CLI::App& command, FilterArguments& filter) {
  add_folder(command, filter.folder);
  command.add_flag("--untagged", filter.untagged, "Only those without any tag");
  add_changed_since(command, filter.since);
  command.add_option("--filename", filter.filenames, "Only files of such names: *.jpg")
      ->type_name("PATTERN");
  command.add_option("--content-type", filter.content_types, "Only of such types: image/png")
      ->type_name("PATTERN");
  command.add_option("--query", filter.query, "Only what Contentstack's own query finds")
      ->check(check(check_query))
      ->type_name("JSON");
  add_count(command, filter.assets_max, "So many assets at most");
  command.add_flag(
      "--model-changed", filter.model_changed,
      "Only those that an older model has labelled; their pictures are looked at again");
  command.add_flag("--rules-changed", filter.rules_changed,
                   "Only those that stacktag has tagged by other rules than those of now");
}

void add_plan(CLI::App& app, LibraryWords& words) {
  auto& command = *app.add_subcommand(
      "plan",
      "Find out what would become of the images that are there already, and what it costs.\n"
      "Nothing is written to the stack. Interrupted, it is run again: what the engine has said\n"
      "is in the ledger and costs nothing twice.");
  auto& plan = words.plan;
  command.add_option("--output", plan.output, "Where the plan goes")
      ->capture_default_str()
      ->type_name("FILE");
  command.add_option("--html", plan.html, "Write a page to look at, too")->type_name("FILE");
  auto* const no_label =
      command.add_flag("--no-label", words.no_label, "Pay nothing: plan what the ledger knows");
  command
      .add_flag("--estimate", words.estimate,
                "Only say how many assets, calls and dollars it would take")
      ->excludes(no_label)
      ->excludes("--html");
  add_filter(command, plan.filter);
  add_cost(command, plan.library);
  add_work(command, plan.library);
  add_place(command, plan.library, words);
}

void add_backfill(CLI::App& app, LibraryWords& words) {
  auto& command = *app.add_subcommand(
      "backfill",
      "Plan and apply in one: tag the images that are there already, one after the other.\n"
      "Interrupted, it is run again and goes on.");
  add_filter(command, words.backfill.filter);
  add_cost(command, words.backfill.library);
  add_work(command, words.backfill.library);
  add_consent(command, words.backfill.library, words);
  add_place(command, words.backfill.library, words);
}

void add_apply(CLI::App& app, LibraryWords& words) {
  auto& command = *app.add_subcommand(
      "apply",
      "Do what a plan says and nothing else. Ctrl-C stops it between two assets, and the\n"
      "same command goes on where it stopped: PLAN.applied has what is done.");
  auto& apply = words.apply;
  command.add_option("plan", apply.plan, "As `stacktag plan` wrote it")
      ->required()
      ->type_name("PLAN");
  command
      .add_option("--changed", words.when_changed,
                  "What becomes of assets that were changed since: skip them, or plan them again")
      ->check(CLI::IsMember({"skip", "replan"}))
      ->option_text("skip|replan [skip]");
  add_count(command, apply.assets_max, "So many assets at most, this time");
  add_cost(command, apply.library);
  command.add_option("--jobs", apply.library.jobs, "Assets that are written side by side")
      ->check(CLI::Range(1, limits::jobs_max))
      ->option_text("1.." + std::to_string(limits::jobs_max) + " [16]");
  add_consent(command, apply.library, words);
  add_place(command, apply.library, words);
}

void add_undo(CLI::App& app, LibraryWords& words) {
  auto& command = *app.add_subcommand(
      "undo",
      "Take back tags that stacktag wrote: of a run, an asset, a tag, a model or a time.\n"
      "What people wrote stays, and so does a tag of ours that a person took away and put back.");
  auto& undo = words.undo;
  command.add_flag("--list", undo.list, "The runs that can be taken back");
  command.add_option("--run", undo.run, "Of this run")->type_name("RUN");
  command.add_option("--asset", undo.asset, "Of this asset")
      ->check(check(check_uid))
      ->type_name("UID");
  command.add_option("--tag", undo.tag, "This tag")->type_name("TAG");
  command.add_option("--model", undo.model, "From labels of this model")->type_name("VERSION");
  command.add_option("--since", undo.since, "Written since then (UTC)")
      ->check(check(check_moment))
      ->type_name("TIME");
  command.add_option("--until", undo.until, "Written until then (UTC)")
      ->check(check(check_moment))
      ->type_name("TIME");
  command.add_option("--plan", undo.plan, "Only write a plan of it, for `stacktag apply`")
      ->type_name("FILE");
  add_work(command, undo.library);
  add_consent(command, undo.library, words);
  add_place(command, undo.library, words);
  command.callback([&undo] {
    bool const says_what = !undo.run.empty() || !undo.asset.empty() || !undo.tag.empty() ||
                           !undo.model.empty() || !undo.since.empty() || !undo.until.empty();
    if (!undo.list && !says_what) {
      throw CLI::RequiredError("what to take back (--run, --asset, --tag, ...), or --list");
    }
  });
}

LibraryArguments finished(LibraryArguments library, LibraryWords const& words) {
  library.consent = words.yes ? Consent::given : Consent::asked_for;
  library.format = words.json ? Format::json : Format::table;
  return library;
}

}  // namespace

void add_library(CLI::App& app, LibraryWords& words) {
  add_plan(app, words);
  add_apply(app, words);
  add_backfill(app, words);
  add_undo(app, words);
}

std::optional<LibraryCommand> library_command(CLI::App const& app, LibraryWords words) {
  if (app.got_subcommand("plan")) {
    words.plan.library = finished(words.plan.library, words);
    words.plan.depth = words.estimate   ? PlanDepth::estimate
                       : words.no_label ? PlanDepth::no_label
                                        : PlanDepth::label;
    return std::move(words.plan);
  }
  if (app.got_subcommand("apply")) {
    words.apply.library = finished(words.apply.library, words);
    words.apply.plan_again = words.when_changed == "replan";
    return std::move(words.apply);
  }
  if (app.got_subcommand("backfill")) {
    words.backfill.library = finished(words.backfill.library, words);
    return std::move(words.backfill);
  }
  if (app.got_subcommand("undo")) {
    words.undo.library = finished(words.undo.library, words);
    return std::move(words.undo);
  }
  return std::nullopt;
}

}  // namespace stacktag::cli
