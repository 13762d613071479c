// SPDX-License-Identifier: Apache-2.0
// The webhook that brings the events: there, switched on, as it should be, and delivering.
#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "care/checks.h"
#include "care/setup.h"
#include "care/webhook_plan.h"
#include "contentstack/webhooks_api.h"

namespace stacktag::care {
namespace {

using contentstack::Execution;
using json::Json;

constexpr auto k_check = "webhook";
constexpr std::size_t k_executions_looked_at = 20;

std::string setup_for(std::string const& url) {
  return "Run: stacktag setup --url " + (url.empty() ? "https://..." : url);
}

struct Aspect {
  Field field;
  std::string_view check;
  std::string_view good;
  Level level;  ///< where it is not as it should be
  std::string_view why;
};

constexpr std::array k_aspects{
    Aspect{Field::state, "webhook state", "it is switched on", Level::broken, "nothing comes"},
    Aspect{Field::channels, "webhook channels", "new and changed assets are delivered",
           Level::broken, "events are missed"},
    Aspect{Field::payload, "webhook payload", "it is whole", Level::broken,
           "a concise payload lacks what stacktag works on"},
    Aspect{Field::branches, "webhook branches", "they are those that are worked on", Level::broken,
           "other branches' events do not come"},
    Aspect{Field::retries, "webhook retries", "what fails is delivered again", Level::warning,
           "what fails may not be delivered again"},
};

std::string shown(std::string const& text) {
  return text.empty() ? "nothing" : text;
}

FieldChange const* change_of(WebhookPlan const& plan, Field field) {
  auto const found = std::ranges::find(plan.changes, field, &FieldChange::field);
  return found == plan.changes.end() ? nullptr : &*found;
}

Finding aspect_finding(Aspect const& aspect, WebhookPlan const& plan, std::string const& url) {
  auto const* const change = change_of(plan, aspect.field);
  if (change == nullptr) {
    return {std::string(aspect.check), Level::good, std::string(aspect.good)};
  }
  return {std::string(aspect.check), aspect.level,
          shown(change->before) + ", not " + change->after + ": " + std::string(aspect.why),
          setup_for(url)};
}

Finding proof_finding(WebhookPlan const& plan, contentstack::AuthOptions const& proof,
                      std::string const& url) {
  constexpr auto k_proof = "webhook proof";
  for (auto const field : {Field::header, Field::basic_auth}) {
    if (auto const* const change = change_of(plan, field)) {
      return {k_proof, Level::broken,
              "the webhook's " + std::string(to_string(field)) +
                  " is not the configured one (it has " + shown(change->before) +
                  "): deliveries are refused",
              setup_for(url)};
    }
  }
  if (!proof.any()) {
    return {k_proof, Level::warning,
            "no proof of the sender is configured: whoever knows the URL can send events",
            "Set STACKTAG_WEBHOOK_HEADER='X-Stacktag-Key: a long random text' for stacktag, too, "
            "then run stacktag setup."};
  }
  if (!proof.basic_user.empty()) {
    return {k_proof, Level::good, "as configured; a password cannot be read back and compared"};
  }
  return {k_proof, Level::good, "as configured"};
}

bool was_taken(Execution const& execution) {
  return execution.status >= 200 && execution.status < 300;
}

std::string remedy_for(Execution const& latest) {
  switch (latest.status) {
    case 0:
      return "Contentstack gets no answer: the URL must be reachable from the internet, within "
             "30 s, with a complete chain of certificates.";
    case 401:
      return "The webhook's proof is not the one that stacktag is configured with: run stacktag "
             "setup --rewrite-password with stacktag's own configuration.";
    case 403:
      return "Something in front of stacktag refuses: its API key belongs into the webhook's "
             "custom headers.";
    case 404:
      return "Nobody answers at this URL: compare it with stacktag's (the server's path is "
             "/webhook), then run stacktag setup --url.";
    default:
      return "Look into stacktag's log for the time of the delivery.";
  }
}

std::string status_text(int status) {
  return status == 0 ? "no answer" : std::to_string(status);
}

Finding deliveries_finding(std::vector<Execution> executions) {
  constexpr auto k_deliveries = "deliveries";
  if (executions.empty()) {
    return {k_deliveries, Level::note, "there were none in the last 30 days",
            "Upload an image, and run stacktag doctor again."};
  }
  executions.resize(std::min(executions.size(), k_executions_looked_at));
  std::map<std::string, int> failures;
  int count = 0;
  for (auto const& execution : executions) {
    if (!was_taken(execution)) {
      ++failures[status_text(execution.status)];
      ++count;
    }
  }
  auto const size = std::to_string(executions.size());
  if (count == 0) {
    return {k_deliveries, Level::good, "the last " + size + " were taken"};
  }
  auto text = std::to_string(count) + " of the last " + size + " failed (";
  for (bool is_first = true; auto const& [status, times] : failures) {
    text += (is_first ? "" : ", ") + std::to_string(times) + " x " + status;
    is_first = false;
  }
  auto const& latest = *std::ranges::find_if_not(executions, was_taken);
  text += "); the latest of them: " + latest.event + " at " + latest.created;
  // What was mended since does not hurt any more.
  bool const is_over = was_taken(executions.front());
  return {k_deliveries, is_over ? Level::warning : Level::broken, text, remedy_for(latest)};
}

// The URL that is looked after, where the person named none.
std::string url_of(Examination const& examination, std::vector<Json> const& webhooks,
                   Findings& findings) {
  if (!examination.url.empty()) {
    return examination.url;
  }
  std::vector<std::string> targets;
  for (auto const& webhook : webhooks) {
    if (listens_to_assets(webhook)) {
      targets.push_back(first_target(webhook));
    }
  }
  if (targets.size() > 1) {
    findings.push_back(
        {k_check, Level::note,
         std::to_string(targets.size()) + " webhooks listen to assets; only the first is looked at",
         "Say --url with stacktag's own."});
  }
  return targets.empty() ? "" : targets.front();
}

void skip_aspects(std::string const& why, Findings& findings) {
  for (auto const& aspect : k_aspects) {
    findings.push_back(not_checked(std::string(aspect.check), why));
  }
  findings.push_back(not_checked("webhook proof", why));
  findings.push_back(not_checked("deliveries", why));
}

void look_at(Examination const& examination, WebhookPlan const& plan, std::string const& url,
             contentstack::WebhooksApi& api, Findings& findings) {
  findings.push_back({k_check, Level::good, plan.name + " delivers to " + url});
  for (auto const& aspect : k_aspects) {
    findings.push_back(aspect_finding(aspect, plan, url));
  }
  auto const& stack = examination.stack;
  findings.push_back(stack.is_proof_well
                         ? proof_finding(plan, stack.settings.settings.auth, url)
                         : not_checked("webhook proof", "its configuration has a mistake"));
  auto executions = api.executions(plan.uid, examination.deadline());
  findings.push_back(executions ? deliveries_finding(*std::move(executions))
                                : Finding{"deliveries", Level::warning,
                                          "they cannot be read: " + executions.error().message,
                                          "Look at the webhook's log in Contentstack."});
}

}  // namespace

void check_webhook(Examination const& examination, contentstack::Pace pace, Findings& findings) {
  auto const& settings = examination.settings();
  contentstack::WebhooksApi api(settings.settings.contentstack, examination.client,
                                examination.clock, pace);
  auto const listed = api.list(examination.deadline());
  if (!listed) {
    // A token that may not read them is enough for all else.
    findings.push_back({k_check, Level::warning,
                        "the webhooks cannot be read: " + listed.error().message,
                        "Give the management token access to webhooks, or look at them in "
                        "Settings > Webhooks."});
    return skip_aspects("the webhooks cannot be read", findings);
  }
  auto const url = url_of(examination, *listed, findings);
  if (url.empty() || webhook_for(url, *listed) == nullptr) {
    findings.push_back({k_check, Level::broken,
                        url.empty() ? "no webhook of the stack listens to assets"
                                    : "no webhook of the stack delivers to " + url,
                        setup_for(url)});
    return skip_aspects("there is no webhook", findings);
  }
  auto const webhooks = read_webhooks(api, url, examination.deadline()).value_or(*listed);
  WebhookWish wish{.url = url, .branches = settings.branches};
  if (examination.stack.is_proof_well) {
    wish.proof = settings.settings.auth;
  }
  look_at(examination, plan_webhook(wish, webhooks), url, api, findings);
}

}  // namespace stacktag::care
