// SPDX-License-Identifier: Apache-2.0
#include "server/gauges.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <utility>

#include "flow/features.h"

namespace stacktag::server {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

class Families final {
 public:
  MetricFamily& add(MetricType type, char const* name, char const* help) {
    return all_.emplace_back(MetricFamily{name, help, type, {}});
  }
  void add(MetricFamily family) { all_.push_back(std::move(family)); }
  // One without labels.
  void add(MetricType type, char const* name, char const* help, double value) {
    put(add(type, name, help), {}, value);
  }
  static void put(MetricFamily& family, std::vector<ClientMetric::Label> labels, double value) {
    ClientMetric metric;
    metric.label = std::move(labels);
    (family.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    family.metric.push_back(std::move(metric));
  }
  // A family that nothing could be read of would only be noise.
  std::vector<MetricFamily> taken() {
    std::erase_if(all_, [](MetricFamily const& family) { return family.metric.empty(); });
    return std::move(all_);
  }

 private:
  std::vector<MetricFamily> all_{};
};

double seconds_of(auto duration) {
  return std::chrono::duration<double>(duration).count();
}

void add_queue(Families& families, MetricsSources const& sources) {
  MetricFamily jobs{"stacktag_queue_jobs", "Events in the queue.", MetricType::Gauge, {}};
  MetricFamily oldest{"stacktag_queue_oldest_age_seconds",
                      "How long ago the oldest event that waits or runs was accepted.",
                      MetricType::Gauge,
                      {}};
  bool readable = true;
  for (auto const& stack : sources.stacks) {
    auto const depth = sources.desk.depth(stack.api_key);
    if (!depth) {
      readable = false;
      continue;
    }
    auto const put = [&](char const* state, std::int64_t count) {
      Families::put(jobs, {{"stack", stack.name}, {"state", state}}, static_cast<double>(count));
    };
    put("waiting", depth->waiting);
    put("running", depth->running);
    put("parked", depth->parked);
    auto const age = depth->oldest ? seconds_of(sources.clock.wall() - *depth->oldest) : 0;
    Families::put(oldest, {{"stack", stack.name}}, std::max(age, 0.0));
  }
  families.add(std::move(jobs));
  families.add(std::move(oldest));
  families.add(MetricType::Gauge, "stacktag_store_readable",
               "Whether the store answered when the metrics were read.", readable ? 1 : 0);
}

void add_money(Families& families, MetricsSources const& sources) {
  auto& spent = families.add(MetricType::Gauge, "stacktag_month_spending_dollars",
                             "Spent on the labelling service this calendar month (UTC).");
  for (auto const& stack : sources.stacks) {
    if (auto const cost = sources.ledger.spent(stack.api_key, sources.clock.wall())) {
      Families::put(spent, {{"stack", stack.name}}, dollars(microdollars(*cost)));
    }
  }
  auto& budget =
      families.add(MetricType::Gauge, "stacktag_month_budget_dollars",
                   "What may be spent in a calendar month; absent where there is no limit.");
  for (auto const& stack : sources.stacks) {
    if (stack.budget_microdollars) {
      Families::put(budget, {{"stack", stack.name}}, dollars(*stack.budget_microdollars));
    }
  }
}

void add_headroom(Families& families, MetricsSources const& sources) {
  auto& headroom = families.add(MetricType::Gauge, "stacktag_rate_limit_headroom_calls",
                                "Calls that the rate limit would let through at once, now.");
  for (auto const& stack : sources.stacks) {
    auto const put = [&](char const* kind, std::function<double()> const& left) {
      if (left) {
        Families::put(headroom, {{"stack", stack.name}, {"kind", kind}}, left());
      }
    };
    put("read", stack.reads_headroom);
    put("write", stack.writes_headroom);
    put("label", stack.label_calls_headroom);
  }
}

void add_http(Families& families, MetricsSources const& sources) {
  if (!sources.http_status) {
    return;
  }
  auto const status = sources.http_status();
  families.add(MetricType::Gauge, "stacktag_http_open_connections", "Connections that are open.",
               static_cast<double>(status.connections_open));
  families.add(MetricType::Counter, "stacktag_http_connections_total",
               "Connections that were accepted.", static_cast<double>(status.connections));
  families.add(MetricType::Counter, "stacktag_http_requests_total",
               "Requests that were read and passed on.", static_cast<double>(status.requests));
  families.add(MetricType::Counter, "stacktag_http_accept_failures_total",
               "Connections that the system could not accept.",
               static_cast<double>(status.accept_failures));
  auto& refused = families.add(MetricType::Counter, "stacktag_http_refused_total",
                               "Requests and connections that the server itself ended.");
  for (std::size_t i = 0; i < http::k_refusals.size(); ++i) {
    Families::put(refused, {{"reason", std::string(http::k_refusals[i].name)}},
                  static_cast<double>(status.refused[i]));
  }
}

void add_process(Families& families, WallTime started) {
  families.add(MetricType::Gauge, "process_start_time_seconds",
               "When the process started, in seconds since 1970.",
               seconds_of(started.time_since_epoch()));
  if (auto const bytes = resident_bytes()) {
    families.add(MetricType::Gauge, "process_resident_memory_bytes", "Memory that the process has.",
                 static_cast<double>(*bytes));
  }
  Families::put(families.add(MetricType::Gauge, "stacktag_build_info", "The version that runs."),
                {{"version", STACKTAG_VERSION}}, 1);
}

}  // namespace

// https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
std::optional<std::int64_t> resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  if (!(statm >> total >> resident)) {
    return std::nullopt;
  }
  return resident * sysconf(_SC_PAGESIZE);
}

std::vector<MetricFamily> read_gauges(MetricsSources const& sources, WallTime started) {
  Families families;
  add_queue(families, sources);
  add_money(families, sources);
  add_headroom(families, sources);
  add_http(families, sources);
  add_process(families, started);
  return families.taken();
}

}  // namespace stacktag::server
