// SPDX-License-Identifier: Apache-2.0
// What is to be done so that a stack has the webhook that stacktag needs: worked out from what is
// there, without doing anything. What people set is kept, as far as it does not keep events away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contentstack/webhook_auth.h"
#include "json/json.h"

namespace stacktag::care {

enum class Password { where_due, write_again };

struct WebhookWish {
  std::string url{};                        ///< where deliveries go; it must parse
  std::string name = "stacktag";            ///< of a new one
  std::vector<std::string> branches{};      ///< empty: main for a new one, else as they are
  std::string notify{};                     ///< e-mail for failures; empty: nobody more
  contentstack::AuthOptions proof{};        ///< how the sender proves who it is
  Password password = Password::where_due;  ///< it cannot be read back, so not be compared
};

enum class WebhookStep { nothing, create, repair };
std::string_view to_string(WebhookStep step);

enum class Field {
  name,
  target,
  channels,
  branches,
  header,
  basic_auth,
  notifiers,
  retries,
  payload,
  state,
};
std::string_view to_string(Field field);

struct FieldChange {
  Field field = Field::name;
  std::string before{};  ///< empty where there is nothing; a secret is never told
  std::string after{};

  bool operator==(FieldChange const&) const = default;
};

struct WebhookPlan {
  WebhookStep step = WebhookStep::nothing;
  std::string uid{};      ///< of the one that is there
  std::string name{};     ///< as it will be
  json::Json document{};  ///< what is to be sent: the whole webhook, secrets among it
  std::vector<FieldChange> changes{};
  std::vector<std::string> notes{};
  std::vector<std::string> warnings{};
};

/// `webhooks` are those of the stack, as the API gives them.
WebhookPlan plan_webhook(WebhookWish const& wish, std::vector<json::Json> const& webhooks);

/// The webhook that delivers to this URL, one that listens to assets first; null where there is
/// none.
json::Json const* webhook_for(std::string_view url, std::vector<json::Json> const& webhooks);

bool listens_to_assets(json::Json const& webhook);
std::string first_target(json::Json const& webhook);

}  // namespace stacktag::care
