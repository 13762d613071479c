// SPDX-License-Identifier: Apache-2.0
#include "cli/setup.h"

#include <chrono>
#include <ostream>
#include <string>

#include "care/chosen_stack.h"
#include "care/setup.h"
#include "cli/consent.h"
#include "cli/printable.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "delivery/product.h"
#include "json/json.h"

namespace stacktag::cli {
namespace {

using care::WebhookPlan;
using care::WebhookStep;

constexpr std::chrono::seconds k_time_max{60};

care::WebhookWish wish_of(SetupArguments const& arguments, server::StackSettings const& stack) {
  return {.url = arguments.url,
          .name = arguments.name,
          .branches = arguments.branches.empty() ? stack.branches : arguments.branches,
          .notify = arguments.notify,
          .proof = stack.settings.auth,
          .password = arguments.rewrites_password ? care::Password::write_again
                                                  : care::Password::where_due};
}

std::string headline(WebhookPlan const& plan, std::string const& url) {
  switch (plan.step) {
    case WebhookStep::create:
      return "The stack has no webhook to " + url + ". This one is made:";
    case WebhookStep::repair:
      return "The webhook " + plan.name + " (" + plan.uid + ") to " + url + " is changed:";
    case WebhookStep::nothing:
      break;
  }
  return "Nothing to do: the webhook " + plan.name + " (" + plan.uid + ") to " + url +
         " is as it should be.";
}

void show_plan(WebhookPlan const& plan, std::string const& url, std::ostream& out) {
  out << printable(headline(plan, url)) << '\n';
  if (!plan.changes.empty()) {
    std::vector<TableRow> rows{{"FIELD", "BEFORE", "AFTER"}};
    for (auto const& change : plan.changes) {
      rows.push_back(
          {std::string(to_string(change.field)), or_dash(change.before), or_dash(change.after)});
    }
    print_table(rows, out);
  }
  for (auto const& note : plan.notes) {
    out << "Note: " << printable(note) << '\n';
  }
  for (auto const& warning : plan.warnings) {
    out << "Warning: " << printable(warning) << '\n';
  }
}

json::OrderedJson plan_json(WebhookPlan const& plan, std::string const& url, bool is_done) {
  auto changes = json::OrderedJson::array();
  for (auto const& change : plan.changes) {
    changes.push_back(
        {{"field", to_string(change.field)}, {"before", change.before}, {"after", change.after}});
  }
  return {{"step", to_string(plan.step)}, {"url", url},
          {"webhook", plan.uid},          {"name", plan.name},
          {"changes", changes},           {"notes", plan.notes},
          {"warnings", plan.warnings},    {"done", is_done}};
}

// Whether it is written: `nobody` where there is nobody to ask.
Reply consent_to(SetupArguments const& arguments, Console const& console) {
  return arguments.consent == Consent::given ? Reply::yes
                                             : ask(console, "Write this to the stack?");
}

ExitCode tell_nothing_written(Reply reply, std::ostream& err) {
  if (reply == Reply::nobody) {
    err << "stacktag: nothing was written, since there is nobody to ask: say --yes, or --dry-run "
           "to "
           "look only\n";
    return ExitCode::mistaken;
  }
  err << "stacktag: nothing was written\n";
  return ExitCode::failed;
}

ExitCode set_up(SetupArguments const& arguments, server::StackSettings const& stack,
                Console const& console) {
  auto const reads = make_pace(console.clock, stack.settings.reads_per_second, 1);
  auto const writes = make_pace(console.clock, stack.settings.writes_per_second, 1);
  contentstack::WebhooksApi api(stack.settings.contentstack, console.client, console.clock,
                                {*reads, *writes});
  auto const wish = wish_of(arguments, stack);
  auto const in_time = [&console] { return Deadline{.at = console.clock.now() + k_time_max}; };
  auto const plan = care::plan_setup(api, wish, in_time());
  if (!plan) {
    return tell_error(console, "", plan.error());
  }
  bool const is_json = arguments.format == Format::json;
  show_plan(*plan, arguments.url, is_json ? console.err : console.out);
  bool const is_wanted = plan->step != WebhookStep::nothing && arguments.mode != WriteMode::dry_run;
  if (is_wanted) {
    auto const reply = consent_to(arguments, console);
    if (reply != Reply::yes) {
      return tell_nothing_written(reply, console.err);
    }
    if (auto const done = care::carry_out(api, wish, *plan, in_time()); !done) {
      return tell_error(console, "", done.error());
    }
  }
  if (is_json) {
    console.out << json::dump_in_order(plan_json(*plan, arguments.url, is_wanted)) << '\n';
  } else if (is_wanted) {
    console.out << "Done, and read back as it should be.\n";
  }
  return ExitCode::well;
}

}  // namespace

ExitCode setup(SetupArguments const& arguments, Console const& console) {
  auto const chosen = care::choose_stack(console.environment, arguments.stack);
  if (!chosen) {
    return tell_error(console, "", chosen.error());
  }
  // Whoever sets a webhook up need not have what labels pictures.
  if (!chosen->is_contentstack_well || !chosen->is_proof_well) {
    return tell_mistakes(console.err, chosen->mistakes);
  }
  return set_up(arguments, chosen->settings, console);
}

}  // namespace stacktag::cli
