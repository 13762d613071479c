// SPDX-License-Identifier: Apache-2.0
// What the server is doing, and how it is.
#include <algorithm>
#include <utility>

#include "server/operator_pages.h"
#include "server/operator_reply.h"
#include "server/stats_json.h"

namespace stacktag::server {
namespace {

http::ServerReply reply_of(Result<json::OrderedJson> const& body) {
  return body ? json_reply(200, *body) : error_reply(body.error());
}

json::OrderedJson checks_json(std::vector<Check> const& checks, StackNames const& names) {
  auto all = json::OrderedJson::array();
  for (auto const& check : checks) {
    auto const message = names.cleaned(check.message, "");
    all.push_back(
        {{"name", check.name},
         {"stack",
          check.stack.empty() ? json::OrderedJson(nullptr) : json::OrderedJson(check.stack)},
         {"passed", check.passed},
         {"message", message.empty() ? json::OrderedJson(nullptr) : json::OrderedJson(message)}});
  }
  return all;
}

std::vector<PastEvent> chosen(std::vector<PastEvent> events,
                              std::optional<std::string> const& stack, std::size_t count_max) {
  std::erase_if(events, [&](auto const& event) { return stack && event.stack != *stack; });
  events.resize(std::min(events.size(), count_max));
  return events;
}

}  // namespace

http::ServerReply healthz(Visit const& visit) {
  json::OrderedJson body{{"alive", true}};
  if (visit.granted) {
    body["version"] = STACKTAG_VERSION;
    body["uptimeSeconds"] = visit.parts.metrics.recent().uptime().count();
  }
  return json_reply(200, body);
}

http::ServerReply readyz(Visit const& visit) {
  auto const checks = visit.health.check();
  bool const ready = std::ranges::all_of(checks, &Check::passed);
  json::OrderedJson body{{"ready", ready}};
  if (visit.granted) {
    body["checks"] = checks_json(checks, visit.names);
  }
  return json_reply(ready ? 200 : 503, body);
}

http::ServerReply metrics_page(Visit const& visit) {
  return {.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"}},
          .body = visit.parts.metrics.text()};
}

http::ServerReply stats_page(Visit const& visit) {
  return reply_of(stats_json(visit.parts.metrics, visit.names));
}

http::ServerReply stacks_page(Visit const& visit) {
  auto stacks = stacks_json(visit.parts.metrics);
  return stacks ? json_reply(200, {{"stacks", *std::move(stacks)}}) : error_reply(stacks.error());
}

http::ServerReply events_page(Visit const& visit) {
  Parameters parameters(visit.request.query);
  auto const stack = parameters.text("stack");
  auto const limit = parameters.number("limit", static_cast<std::int64_t>(Recent::k_events_max), 1,
                                       static_cast<std::int64_t>(Recent::k_events_max));
  if (stack && !visit.names.key_of(*stack)) {
    parameters.refuse("stack", "there is no such stack");
  }
  if (auto mistake = parameters.mistake()) {
    return *std::move(mistake);
  }
  auto const& recent = visit.parts.metrics.recent();
  auto const count_max = static_cast<std::size_t>(limit);
  return json_reply(
      200, {{"finished", events_json(chosen(recent.finished(), stack, count_max), visit.names)},
            {"failures", events_json(chosen(recent.failures(), stack, count_max), visit.names)}});
}

}  // namespace stacktag::server
