// SPDX-License-Identifier: Apache-2.0
// The webhooks of a stack, through the Content Management API. A webhook stays the JSON that the
// API gave: a write takes the whole of it, and what people set there must come back.
// https://www.contentstack.com/docs/developers/apis/content-management-api#webhooks
#pragma once

#include <string>
#include <vector>

#include "contentstack/management_api.h"
#include "json/json.h"
#include "stacktag/result.h"

namespace stacktag::contentstack {

/// One event on its way to a webhook, with all its attempts.
struct Execution {
  std::string event{};    ///< the channel: assets.update
  std::string created{};  ///< when it began, as Contentstack writes it
  int status = 0;         ///< of the last attempt; 0 where no answer came
  int repeats = 0;
  std::string message{};  ///< where no answer came: why, in Contentstack's words

  bool operator==(Execution const&) const = default;
};

/// Each call ends by its deadline. Errors: those of the one table (errors.h), with
/// `contentstack_refused` for a webhook that is gone.
class WebhooksApi final {
 public:
  WebhooksApi(Options options, http::Client& client, Clock& clock, Pace pace)
      : api_(std::move(options), client, clock), pace_(pace) {}

  /// All that there are; Contentstack has at most 100 of them.
  Result<std::vector<json::Json>> list(Deadline const& deadline);
  /// With `unhealthy`, which a list may leave out.
  Result<json::Json> read(std::string const& uid, Deadline const& deadline);
  /// Both give the webhook as it is then. Neither is repeated where it may have been done.
  Result<json::Json> create(json::Json const& webhook, Deadline const& deadline);
  Result<json::Json> update(std::string const& uid, json::Json const& webhook,
                            Deadline const& deadline);
  /// The newest first, at most 100 of the last 30 days.
  Result<std::vector<Execution>> executions(std::string const& uid, Deadline const& deadline);

 private:
  Result<json::Json> answer_of(ManagementCall const& call, std::string_view member,
                               Deadline const& deadline);

  ManagementApi api_;
  Pace const pace_;
};

}  // namespace stacktag::contentstack
