// SPDX-License-Identifier: Apache-2.0
#include "contentstack/errors.h"

#include <string>

#include "http/retry_after.h"
#include "json/json.h"

namespace stacktag::contentstack {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Judgement failed(Reason reason, std::string message, bool try_again, bool may_have_acted) {
  return {Ending::failed, {reason, std::move(message)}, try_again, may_have_acted};
}

Judgement judge_fault(http::TransportError const& error) {
  auto const text = "Contentstack: " + error.message;
  switch (error.fault) {
    case http::Fault::timed_out:
    case http::Fault::broken_off:
    case http::Fault::protocol:
      return failed(Reason::contentstack_unavailable, text, true, error.request_sent);
    case http::Fault::unresolved:
    case http::Fault::unreachable:
      return failed(Reason::contentstack_unavailable, text, true, false);
    case http::Fault::cancelled:
      return failed(Reason::out_of_time, text, false, error.request_sent);
    case http::Fault::too_large:
      return failed(Reason::contentstack_unavailable, text, false, true);
    case http::Fault::tls:
    case http::Fault::address_forbidden:
    case http::Fault::bad_url:
      return failed(Reason::contentstack_refused, text, false, false);
  }
  return failed(Reason::internal, text, false, true);
}

// The API's own words for people: its message, its code, and which fields it names.
std::string describe(http::Response const& response) {
  constexpr std::size_t k_message_bytes_max = 200;
  auto text = "Contentstack answers " + std::to_string(response.status);
  auto const body = json::parse(response.body);
  if (!body) {
    return text;
  }
  if (auto const message = json::text(*body, "error_message")) {
    text += ": " + message->substr(0, k_message_bytes_max);
  }
  if (auto const code = json::integer(*body, "error_code")) {
    text += " (error_code " + std::to_string(*code) + ")";
  }
  return text;
}

// An unknown asset is a 404 or a 422 that complains of the uid: both were seen.
bool speaks_of_unknown_uid(http::Response const& response) {
  auto const body = json::parse(response.body);
  return body && json::member(json::member(*body, "errors"), "uid").is_array();
}

Judgement judge_status(http::Response const& response) {
  auto const status = response.status;
  if (status >= 200 && status < 300) {
    return {Ending::good, {}, false, true};
  }
  auto const text = describe(response);
  if (status == 404 || (status == 422 && speaks_of_unknown_uid(response))) {
    return {Ending::absent, {Reason::asset_gone, text}, false, false};
  }
  if (status == 401 || status == 403 || status == 412) {
    return failed(Reason::contentstack_denied, text, false, false);
  }
  if (status == 429) {
    auto judgement = failed(Reason::contentstack_throttled, text, true, false);
    judgement.error.retry_after = wait_after_throttling(response);
    return judgement;
  }
  if (status == 408 || status >= 500) {
    return failed(Reason::contentstack_unavailable, text, true, true);
  }
  return failed(Reason::contentstack_refused, text, false, false);
}

}  // namespace

Judgement judge(http::Exchange const& exchange) {
  return exchange ? judge_status(*exchange) : judge_fault(exchange.error());
}

milliseconds wait_after_throttling(http::Response const& response) {
  constexpr seconds k_window{1};
  return http::retry_after(response).value_or(k_window);
}

}  // namespace stacktag::contentstack
