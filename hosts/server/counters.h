// SPDX-License-Identifier: Apache-2.0
// The metrics that only grow.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <array>
#include <string>
#include <vector>

#include "delivery/delivery.h"
#include "queue/retry.h"
#include "server/stack_view.h"
#include "stacktag/reason.h"

namespace stacktag::server {

class Counters final {
 public:
  explicit Counters(std::vector<StackView> const& stacks);

  void accepted(std::string const& stack, bool is_new);
  void turned_away(std::string const& stack, Reason reason);
  void settled(std::string const& stack, Settled const& settled, Next const& next);

  std::vector<prometheus::MetricFamily> collect() const { return registry_.Collect(); }

 private:
  using Family = prometheus::Family<prometheus::Counter>;
  static constexpr std::size_t k_steps = 7;

  Family& family(char const* name, char const* help);
  void count_steps(StepTimes const& steps);
  void count_costs(std::string const& stack, Report const& report);

  prometheus::Registry registry_{};
  Family& deliveries_;
  Family& turned_away_;
  Family& outcomes_;
  Family& retries_;
  Family& parked_;
  Family& label_calls_;
  Family& label_cost_;
  Family& asset_calls_;
  std::array<prometheus::Histogram*, k_steps> steps_{};
};

}  // namespace stacktag::server
