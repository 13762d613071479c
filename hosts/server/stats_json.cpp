// SPDX-License-Identifier: Apache-2.0
#include "server/stats_json.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string>
#include <utility>

#include "flow/features.h"
#include "log/log.h"
#include "server/gauges.h"

namespace stacktag::server {
namespace {

using json::OrderedJson;
using namespace std::chrono_literals;

constexpr std::size_t k_failures_shown = 10;

OrderedJson depth_json(QueueDepth const& depth, WallTime now) {
  OrderedJson oldest(nullptr);
  if (depth.oldest) {
    oldest = std::max(std::chrono::duration<double>(now - *depth.oldest).count(), 0.0);
  }
  return {{"waiting", depth.waiting},
          {"running", depth.running},
          {"parked", depth.parked},
          {"oldestSeconds", std::move(oldest)}};
}

OrderedJson rate_json(Recent const& recent, std::chrono::minutes length) {
  auto const window = recent.window(length);
  auto const& tally = window.tally;
  return {{"minutes", length.count()},       {"seconds", window.length.count()},
          {"accepted", tally.accepted},      {"duplicates", tally.duplicates},
          {"turnedAway", tally.turned_away}, {"finished", tally.finished},
          {"retried", tally.retried},        {"parked", tally.parked}};
}

OrderedJson outcomes_json(Endings const& endings) {
  auto all = OrderedJson::array();
  for (auto const& fact : all_reasons()) {
    auto const count = endings[static_cast<std::size_t>(fact.reason)];
    if (count > 0) {
      all.push_back(
          {{"outcome", to_string(fact.outcome)}, {"reason", fact.name}, {"count", count}});
    }
  }
  return all;
}

OrderedJson month_json(Cost const& cost, StackView const& stack) {
  auto const calls =
      std::accumulate(cost.begin(), cost.end(), std::int64_t{0},
                      [](std::int64_t sum, auto const& one) { return sum + one.second.calls; });
  return {{"labelCalls", calls},
          {"spentUsd", dollars(microdollars(cost))},
          {"budgetUsd", stack.budget_microdollars ? OrderedJson(dollars(*stack.budget_microdollars))
                                                  : OrderedJson(nullptr)}};
}

OrderedJson event_json(PastEvent const& event, std::string message) {
  return {{"at", iso_time(event.at)},
          {"job", event.job},
          {"stack", event.stack},
          {"branch", event.branch.empty() ? OrderedJson(nullptr) : OrderedJson(event.branch)},
          {"asset", event.asset},
          {"version", event.version},
          {"event", event.event},
          {"requestId", event.request_id},
          {"outcome", to_string(facts(event.reason).outcome)},
          {"reason", to_string(event.reason)},
          {"message", message.empty() ? OrderedJson(nullptr) : OrderedJson(std::move(message))},
          {"added", event.added},
          {"attempts", event.attempts},
          {"tookMs", event.took.count()},
          {"state", to_string(event.next.state)},
          {"waitMs", event.next.wait.count()}};
}

OrderedJson http_json(MetricsSources const& sources) {
  if (!sources.http_status) {
    return nullptr;
  }
  auto const status = sources.http_status();
  auto const refused =
      std::accumulate(status.refused.begin(), status.refused.end(), std::uint64_t{0});
  return {{"openConnections", status.connections_open},
          {"requests", status.requests},
          {"refused", refused}};
}

Endings sum_of(std::map<std::string, Endings> const& endings) {
  Endings sum{};
  for (auto const& [stack, counts] : endings) {
    std::ranges::transform(sum, counts, sum.begin(), std::plus<>());
  }
  return sum;
}

std::vector<PastEvent> first_failures(Recent const& recent) {
  auto failures = recent.failures();
  failures.resize(std::min(failures.size(), k_failures_shown));
  return failures;
}

}  // namespace

OrderedJson events_json(std::vector<PastEvent> const& events, StackNames const& names) {
  auto all = OrderedJson::array();
  for (auto const& event : events) {
    all.push_back(event_json(event, names.cleaned(event.message, "")));
  }
  return all;
}

Result<OrderedJson> stacks_json(Metrics const& metrics) {
  auto const& sources = metrics.sources();
  auto const now = sources.clock.wall();
  auto endings = metrics.recent().endings();
  auto all = OrderedJson::array();
  for (auto const& stack : sources.stacks) {
    TRY(auto const depth, sources.desk.depth(stack.api_key));
    TRY(auto const spent, sources.ledger.spent(stack.api_key, now));
    all.push_back({{"name", stack.name},
                   {"queue", depth_json(depth, now)},
                   {"month", month_json(spent, stack)},
                   {"outcomes", outcomes_json(endings[stack.name])}});
  }
  return all;
}

Result<OrderedJson> stats_json(Metrics const& metrics, StackNames const& names) {
  auto const& sources = metrics.sources();
  auto const& recent = metrics.recent();
  auto const now = sources.clock.wall();
  TRY(auto const depth, sources.desk.depth(""));
  TRY(auto stacks, stacks_json(metrics));
  auto rates = OrderedJson::array();
  for (auto const length : {1min, 5min, 15min}) {
    rates.push_back(rate_json(recent, length));
  }
  auto const memory = resident_bytes();
  return OrderedJson{{"time", iso_time(now)},
                     {"started", iso_time(recent.started())},
                     {"uptimeSeconds", recent.uptime().count()},
                     {"version", STACKTAG_VERSION},
                     {"memoryBytes", memory ? OrderedJson(*memory) : OrderedJson(nullptr)},
                     {"queue", depth_json(depth, now)},
                     {"rates", std::move(rates)},
                     {"outcomes", outcomes_json(sum_of(recent.endings()))},
                     {"stacks", std::move(stacks)},
                     {"http", http_json(sources)},
                     {"failures", events_json(first_failures(recent), names)}};
}

}  // namespace stacktag::server
