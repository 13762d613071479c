// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments_operators.h"

#include <limits>
#include <utility>

#include "cli/shared_options.h"
#include "http/url.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

constexpr double k_interval_seconds_min = 0.5;
constexpr double k_interval_seconds_max = 3600;
constexpr JobId k_job_max = std::numeric_limits<JobId>::max() - 1;

std::string check_url(std::string const& text) {
  auto const url = http::parse_url(text);
  return url && url->query.empty() ? "" : "the URL is http(s)://host[:port], not " + text;
}

std::string check_interval(std::string const& text) {
  double value = 0;
  return CLI::detail::lexical_cast(text, value) && value >= k_interval_seconds_min &&
                 value <= k_interval_seconds_max
             ? ""
             : "the interval is a number of seconds from 0.5 to 3600, not " + text;
}

void add_output(CLI::App& command, std::string& store, bool& json) {
  add_store(command, store);
  command.add_flag("--json", json, "As the server's API has it");
}

void add_filter(CLI::App& command, OperatorWords& words, std::vector<std::string> states) {
  auto& queue = words.queue;
  command.add_option("--state", words.state, "Only these")->check(CLI::IsMember(std::move(states)));
  command.add_option("--stack", queue.stack, "Only of this stack")->type_name("NAME|KEY");
  command.add_option("--asset", queue.asset, "Only of this asset")->type_name("UID");
}

CLI::Option* add_jobs(CLI::App& command, QueueArguments& queue) {
  return command.add_option("jobs", queue.jobs, "Numbers, as the list has them")
      ->type_name("NUMBER")
      ->check(CLI::Range(JobId{1}, k_job_max));
}

CLI::App& add_change(CLI::App& command, OperatorWords& words) {
  auto* const jobs = add_jobs(command, words.queue);
  command.add_flag("--all", words.all, "All that wait or are parked, less what is filtered out")
      ->excludes(jobs);
  add_filter(command, words, {"waiting", "parked"});
  for (auto const* const name : {"--state", "--stack", "--asset"}) {
    command.get_option(name)->needs("--all");
  }
  add_output(command, words.queue.store, words.json);
  command.callback([&words] {
    if (words.queue.jobs.empty() && !words.all) {
      throw CLI::RequiredError("numbers of jobs, or --all");
    }
  });
  return command;
}

void add_queue(CLI::App& app, OperatorWords& words) {
  auto& command =
      *app.add_subcommand("queue", "The server's queue, beside the running server or without one.");
  command.require_subcommand(1);
  auto& list = *command.add_subcommand("list", "Events, the newest first");
  add_filter(list, words, {"waiting", "running", "done", "parked"});
  list.add_option("--limit", words.queue.count_max, "How many at most")
      ->check(CLI::Range(1, limits::store_rows_listed_max))
      ->option_text("1.." + std::to_string(limits::store_rows_listed_max));
  list.add_option("--before", words.queue.before, "Only those with a smaller number")
      ->check(CLI::Range(JobId{1}, k_job_max))
      ->type_name("NUMBER");
  add_output(list, words.queue.store, words.json);
  auto& show = *command.add_subcommand("show", "All about an event, with the attempts that failed");
  add_jobs(show, words.queue)->required();
  add_output(show, words.queue.store, words.json);
  add_change(*command.add_subcommand("retry", "Try them again at once, as if they were new"),
             words);
  add_change(*command.add_subcommand("drop", "Take them out; they stay on record"), words)
      .add_flag("--yes", words.yes, "Ask nothing");
}

void add_ledger(CLI::App& app, OperatorWords& words) {
  auto& command = *app.add_subcommand("ledger", "What the server knows of assets.");
  command.require_subcommand(1);
  auto& show = *command.add_subcommand("show", "Why does this asset have its tags?");
  show.add_option("asset", words.ledger.asset, "Its uid")->required()->type_name("UID");
  add_output(show, words.ledger.store, words.json);
}

void add_top(CLI::App& app, OperatorWords& words) {
  auto& command = *app.add_subcommand(
      "top",
      "What the server is doing, again and again: queue, rates, outcomes, money, failures.\n"
      "Sends STACKTAG_API_TOKEN, where it is set. Ctrl-C ends it.");
  command.add_option("--url", words.top.url, "Where the server is")
      ->capture_default_str()
      ->check(check(check_url))
      ->type_name("URL");
  command.add_option("--interval", words.top.interval_seconds, "How often it is asked")
      ->capture_default_str()
      ->check(check(check_interval))
      ->type_name("SECONDS");
  command.add_flag("--once", words.top.once, "Print it once, and leave");
}

QueueArguments queue_arguments(CLI::App const& command, OperatorWords words) {
  auto& queue = words.queue;
  queue.action = command.got_subcommand("show")    ? QueueAction::show
                 : command.got_subcommand("retry") ? QueueAction::retry
                 : command.got_subcommand("drop")  ? QueueAction::drop
                                                   : QueueAction::list;
  queue.state = job_state_named(words.state);
  queue.consent = words.yes ? Consent::given : Consent::asked_for;
  queue.format = words.json ? Format::json : Format::table;
  return std::move(queue);
}

}  // namespace

void add_operators(CLI::App& app, OperatorWords& words) {
  add_queue(app, words);
  add_ledger(app, words);
  add_top(app, words);
}

std::optional<Arguments> operator_arguments(CLI::App const& app, OperatorWords words) {
  if (app.got_subcommand("queue")) {
    return queue_arguments(*app.get_subcommand("queue"), std::move(words));
  }
  if (app.got_subcommand("ledger")) {
    words.ledger.format = words.json ? Format::json : Format::table;
    return std::move(words.ledger);
  }
  if (app.got_subcommand("top")) {
    return std::move(words.top);
  }
  return std::nullopt;
}

}  // namespace stacktag::cli
