// SPDX-License-Identifier: Apache-2.0
#include "care/webhook_plan.h"

#include <algorithm>

#include "care/webhook_draft.h"
#include "http/url.h"

namespace stacktag::care {
namespace {

using json::Json;

bool delivers_to(Json const& webhook, std::string_view url) {
  auto const& destinations = json::member(webhook, "destinations");
  return destinations.is_array() && std::ranges::any_of(destinations, [&](Json const& one) {
           return is_same_target(json::text_or_empty(one, "target_url"), url);
         });
}

bool is_this_machine(std::string const& host) {
  return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") ||
         host == "::1";
}

void warn_of_target(WebhookWish const& wish, WebhookPlan& plan) {
  auto const url = http::parse_url(wish.url).value_or(http::Url{});
  if (is_this_machine(url.host)) {
    plan.warnings.emplace_back(
        "Contentstack does not deliver to this machine's own names; the sandbox does.");
  } else if (url.scheme == "http") {
    plan.warnings.emplace_back(
        "The URL is not https: everybody on the way can read the deliveries and their secrets.");
  }
}

void speak_of_proof(WebhookWish const& wish, WebhookPlan& plan) {
  auto const& proof = wish.proof;
  if (!proof.any()) {
    plan.warnings.emplace_back(
        "No proof of the sender is configured, so whoever knows the URL can send events: set "
        "STACKTAG_WEBHOOK_HEADER, STACKTAG_WEBHOOK_BASIC_AUTH or STACKTAG_WEBHOOK_SIGNATURE=true, "
        "for stacktag as well as for this command.");
  }
  if (proof.rsa_signature) {
    plan.notes.emplace_back(
        "STACKTAG_WEBHOOK_SIGNATURE needs nothing in the webhook: Contentstack signs each "
        "delivery.");
  }
  if (!proof.hmac_keys.empty()) {
    plan.notes.emplace_back(
        "STACKTAG_WEBHOOK_HMAC_KEYS: no way is known to choose HMAC by the API. Switch HMAC "
        "signing on in the organisation's settings, and choose HMAC as the request signing method "
        "on the webhook's page.");
  }
}

void speak_of_unread_secrets(WebhookDraft const& draft, WebhookPlan& plan) {
  if (draft.has_unread_secret() && draft.changes().empty()) {
    plan.notes.emplace_back(
        "Contentstack shows the webhook's password as ******** only, so it could not be compared; "
        "--rewrite-password writes the configured one again.");
  }
}

// Sent back as it was read, as whoever reads and writes a webhook does.
void warn_of_masks(WebhookPlan& plan) {
  for (auto const& destination : json::member(plan.document, "destinations")) {
    if (is_masked(json::text_or_empty(destination, "http_basic_password"))) {
      plan.warnings.push_back(
          "The password for " + json::text_or_empty(destination, "target_url") +
          " can only be read as ******** and goes back like that, which should leave it as it is: "
          "look at that destination's deliveries afterwards.");
    }
  }
}

void warn_of_doubles(WebhookWish const& wish, std::vector<Json> const& webhooks,
                     WebhookPlan& plan) {
  auto const count = std::ranges::count_if(
      webhooks, [&](Json const& webhook) { return delivers_to(webhook, wish.url); });
  if (count > 1) {
    plan.warnings.push_back(std::to_string(count) +
                            " webhooks deliver to this URL: each event may come as often. Delete "
                            "those that are not needed.");
  }
}

}  // namespace

std::string_view to_string(WebhookStep step) {
  switch (step) {
    case WebhookStep::nothing:
      return "nothing";
    case WebhookStep::create:
      return "create";
    case WebhookStep::repair:
      return "repair";
  }
  return "nothing";
}

std::string_view to_string(Field field) {
  switch (field) {
    case Field::name:
      return "name";
    case Field::target:
      return "URL";
    case Field::channels:
      return "channels";
    case Field::branches:
      return "branches";
    case Field::header:
      return "secret header";
    case Field::basic_auth:
      return "basic authentication";
    case Field::notifiers:
      return "e-mail for failures";
    case Field::retries:
      return "retries";
    case Field::payload:
      return "payload";
    case Field::state:
      return "state";
  }
  return "";
}

bool listens_to_assets(Json const& webhook) {
  return std::ranges::any_of(json::texts(webhook, "channels"), [](std::string const& channel) {
    return channel == "assets.create" || channel == "assets.update";
  });
}

std::string first_target(Json const& webhook) {
  auto const& destinations = json::member(webhook, "destinations");
  return destinations.is_array() && !destinations.empty()
             ? json::text_or_empty(destinations.front(), "target_url")
             : "";
}

Json const* webhook_for(std::string_view url, std::vector<Json> const& webhooks) {
  Json const* found = nullptr;
  for (auto const& webhook : webhooks) {
    bool const is_better =
        found == nullptr || (!listens_to_assets(*found) && listens_to_assets(webhook));
    if (delivers_to(webhook, url) && is_better) {
      found = &webhook;
    }
  }
  return found;
}

WebhookPlan plan_webhook(WebhookWish const& wish, std::vector<Json> const& webhooks) {
  auto const* const found = webhook_for(wish.url, webhooks);
  WebhookDraft draft(wish, found);
  draft.bring_about();
  WebhookPlan plan{.step = found == nullptr          ? WebhookStep::create
                           : draft.changes().empty() ? WebhookStep::nothing
                                                     : WebhookStep::repair,
                   .uid = found == nullptr ? "" : json::text_or_empty(*found, "uid"),
                   .name = json::text_or_empty(draft.document(), "name"),
                   .document = draft.document(),
                   .changes = draft.changes()};
  speak_of_proof(wish, plan);
  speak_of_unread_secrets(draft, plan);
  warn_of_target(wish, plan);
  warn_of_doubles(wish, webhooks, plan);
  if (plan.step == WebhookStep::repair) {
    warn_of_masks(plan);
  }
  return plan;
}

}  // namespace stacktag::care
