// SPDX-License-Identifier: Apache-2.0
#include "contentstack/webhooks_api.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "http/url.h"

namespace stacktag::contentstack {
namespace {

using json::Json;

constexpr auto k_list = "/webhooks?limit=100&include_count=true";

int small_number(Json const& object, std::string_view key) {
  return static_cast<int>(std::clamp<std::int64_t>(json::integer(object, key).value_or(0), 0,
                                                   std::numeric_limits<int>::max()));
}

// A list of executions has all attempts, the log of one has the last.
Json const& last_attempt(Json const& execution) {
  auto const& attempts = json::member(execution, "request_details");
  return attempts.is_array() && !attempts.empty() ? attempts.back() : attempts;
}

Execution decode_execution(Json const& execution) {
  auto const channels = json::texts(execution, "channel");
  auto const& response = json::member(last_attempt(execution), "response");
  return {.event = channels.empty() ? std::string() : channels.front(),
          .created = json::text_or_empty(execution, "created_at"),
          .status = small_number(execution, "status"),
          .repeats = small_number(execution, "retry_count"),
          .message = json::text_or_empty(response, "message")};
}

}  // namespace

Result<Json> WebhooksApi::answer_of(ManagementCall const& call, std::string_view member,
                                    Deadline const& deadline) {
  auto const judged = api_.run(call, deadline);
  if (judged.judgement.ending == Ending::absent) {
    return fail(Reason::contentstack_refused,
                "the webhook is gone: " + judged.judgement.error.message);
  }
  if (judged.judgement.ending == Ending::failed) {
    return fail(judged.judgement.error);
  }
  auto const parsed = json::parse(judged.response.body).value_or(Json());
  auto const& value = json::member(parsed, member);
  if (!value.is_object() && !value.is_array()) {
    return fail(Reason::contentstack_unavailable, "Contentstack's answer does not hold the " +
                                                      std::string(member) + " that was asked for");
  }
  return value;
}

Result<std::vector<Json>> WebhooksApi::list(Deadline const& deadline) {
  TRY(auto all, answer_of({.path = k_list, .bucket = pace_.reads}, "webhooks", deadline));
  return std::vector<Json>(all.begin(), all.end());
}

Result<Json> WebhooksApi::read(std::string const& uid, Deadline const& deadline) {
  return answer_of({.path = "/webhooks/" + http::encoded(uid), .bucket = pace_.reads}, "webhook",
                   deadline);
}

Result<Json> WebhooksApi::create(Json const& webhook, Deadline const& deadline) {
  return answer_of({.method = http::Method::post,
                    .path = "/webhooks",
                    .body = json::dump({{"webhook", webhook}}),
                    .bucket = pace_.writes,
                    .repeat = Repeat::if_it_cannot_have_acted},
                   "webhook", deadline);
}

Result<Json> WebhooksApi::update(std::string const& uid, Json const& webhook,
                                 Deadline const& deadline) {
  return answer_of({.method = http::Method::put,
                    .path = "/webhooks/" + http::encoded(uid),
                    .body = json::dump({{"webhook", webhook}}),
                    .bucket = pace_.writes,
                    .repeat = Repeat::if_it_cannot_have_acted},
                   "webhook", deadline);
}

Result<std::vector<Execution>> WebhooksApi::executions(std::string const& uid,
                                                       Deadline const& deadline) {
  TRY(auto const all,
      answer_of({.path = "/webhooks/" + http::encoded(uid) + "/executions", .bucket = pace_.reads},
                "webhooks", deadline));
  std::vector<Execution> executions;
  std::ranges::transform(all, std::back_inserter(executions), decode_execution);
  std::ranges::stable_sort(executions, std::greater{}, &Execution::created);
  return executions;
}

}  // namespace stacktag::contentstack
