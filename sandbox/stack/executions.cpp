// SPDX-License-Identifier: Apache-2.0
#include "stack/executions.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "json/json.h"
#include "stack/replies.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

constexpr std::size_t k_executions_max = 100;

std::string shown(WallTime time) {
  using std::chrono::milliseconds;
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const clock(std::chrono::floor<milliseconds>(time - day));
  char text[64];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

Json shown_response(Attempt const& attempt) {
  if (attempt.status == 0) {
    return {{"message", attempt.answer}};
  }
  return {{"statusCode", attempt.status}, {"body", attempt.answer}};
}

Json begun(Attempt const& first) {
  auto const event = first.event;
  return {{"uid", first.execution},
          {"channel", {"assets." + event, "assets." + first.asset + "." + event}},
          {"created_at", shown(first.at)},
          {"event_data", {{"module", "asset"}, {"event", event}}},
          {"request_details", Json::array()},
          {"webhooks", {first.webhook}},
          {"destination", Json::object()}};
}

void add(Json& execution, Attempt const& attempt) {
  execution["request_details"].push_back({{"retry_number", attempt.retry_number},
                                          {"response", shown_response(attempt)},
                                          {"created_at", shown(attempt.at)}});
  execution["retry_count"] = attempt.retry_number;
  execution["status"] = attempt.status;
  execution["updated_at"] = shown(attempt.at);
}

}  // namespace

std::string webhook_of_executions(std::string_view path) {
  constexpr std::string_view k_begin = "/webhooks/";
  constexpr std::string_view k_end = "/executions";
  if (!path.starts_with(k_begin) || !path.ends_with(k_end) ||
      path.size() <= k_begin.size() + k_end.size()) {
    return {};
  }
  path.remove_prefix(k_begin.size());
  path.remove_suffix(k_end.size());
  return std::string(path);
}

Reply executions_reply(std::string const& webhook, std::vector<Attempt> const& attempts) {
  std::vector<Json> executions;
  std::map<std::string, std::size_t> places;
  for (auto const& attempt : attempts) {
    if (attempt.webhook != webhook) {
      continue;
    }
    auto const [place, is_new] = places.try_emplace(attempt.execution, executions.size());
    if (is_new) {
      executions.push_back(begun(attempt));
    }
    add(executions[place->second], attempt);
  }
  std::ranges::reverse(executions);
  executions.resize(std::min(executions.size(), k_executions_max));
  return json_reply(200, {{"webhooks", executions}});
}

}  // namespace stacktag::sandbox
