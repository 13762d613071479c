// SPDX-License-Identifier: Apache-2.0
// The webhook of a stack, made or mended: first a plan to show, then exactly that.
#pragma once

#include "care/webhook_plan.h"
#include "contentstack/webhooks_api.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::care {

/// The webhooks of the stack, with all that is known of the one that delivers to `url`.
Result<std::vector<json::Json>> read_webhooks(contentstack::WebhooksApi& api, std::string_view url,
                                              Deadline const& deadline);

/// Reads only.
Result<WebhookPlan> plan_setup(contentstack::WebhooksApi& api, WebhookWish const& wish,
                               Deadline const& deadline);

/// Does what the plan says, and reads the webhook back: an error, too, where Contentstack did not
/// take all of it.
Result<void> carry_out(contentstack::WebhooksApi& api, WebhookWish const& wish,
                       WebhookPlan const& plan, Deadline const& deadline);

}  // namespace stacktag::care
