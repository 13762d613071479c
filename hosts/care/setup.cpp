// SPDX-License-Identifier: Apache-2.0
#include "care/setup.h"

#include <algorithm>
#include <utility>

namespace stacktag::care {
namespace {

using json::Json;

// What of the wish the webhook does not have. Its health may be told late.
std::string still_missing(WebhookWish wish, Json webhook) {
  wish.password = Password::where_due;
  webhook.erase("unhealthy");
  std::string missing;
  for (auto const& change : plan_webhook(wish, {std::move(webhook)}).changes) {
    missing += (missing.empty() ? "" : ", ") + std::string(to_string(change.field));
  }
  return missing;
}

}  // namespace

Result<std::vector<Json>> read_webhooks(contentstack::WebhooksApi& api, std::string_view url,
                                        Deadline const& deadline) {
  TRY(auto webhooks, api.list(deadline));
  if (auto const* const found = webhook_for(url, webhooks)) {
    auto const index = static_cast<std::size_t>(found - webhooks.data());
    TRY(auto whole, api.read(json::text_or_empty(*found, "uid"), deadline));
    webhooks[index] = std::move(whole);
  }
  return webhooks;
}

Result<WebhookPlan> plan_setup(contentstack::WebhooksApi& api, WebhookWish const& wish,
                               Deadline const& deadline) {
  TRY(auto const webhooks, read_webhooks(api, wish.url, deadline));
  return plan_webhook(wish, webhooks);
}

Result<void> carry_out(contentstack::WebhooksApi& api, WebhookWish const& wish,
                       WebhookPlan const& plan, Deadline const& deadline) {
  if (plan.step == WebhookStep::nothing) {
    return {};
  }
  TRY(auto const written, plan.step == WebhookStep::create
                              ? api.create(plan.document, deadline)
                              : api.update(plan.uid, plan.document, deadline));
  TRY(auto webhook, api.read(json::text_or_empty(written, "uid"), deadline));
  auto const missing = still_missing(wish, std::move(webhook));
  if (!missing.empty()) {
    return fail(Reason::contentstack_refused,
                "Contentstack took the webhook, but not all of it; look at its page: " + missing);
  }
  return {};
}

}  // namespace stacktag::care
