// SPDX-License-Identifier: Apache-2.0
#include "server/metrics.h"

#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <chrono>
#include <iterator>
#include <sstream>
#include <utility>

#include "server/counters.h"
#include "server/gauges.h"

namespace stacktag::server {

struct Metrics::State {
  explicit State(MetricsSources the_sources)
      : sources(std::move(the_sources)), recent(sources.clock), counters(sources.stacks) {}

  MetricsSources const sources;
  Recent recent;
  Counters counters;
};

Metrics::Metrics(MetricsSources sources) : state_(std::make_unique<State>(std::move(sources))) {}
Metrics::~Metrics() = default;

void Metrics::accepted(std::string const& stack, bool is_new) {
  state_->counters.accepted(stack, is_new);
  state_->recent.accepted(stack, is_new);
}

void Metrics::turned_away(std::string const& stack, Reason reason) {
  state_->counters.turned_away(stack, reason);
  state_->recent.turned_away(stack, reason);
}

void Metrics::settled(std::string const& stack, Job const& job, Settled const& settled,
                      Next const& next) {
  state_->counters.settled(stack, settled, next);
  state_->recent.settled(stack, job, settled, next);
}

std::string Metrics::text() const {
  auto families = state_->counters.collect();
  auto gauges = read_gauges(state_->sources, state_->recent.started());
  std::ranges::move(gauges, std::back_inserter(families));
  return prometheus::TextSerializer().Serialize(families);
}

Recent const& Metrics::recent() const {
  return state_->recent;
}

MetricsSources const& Metrics::sources() const {
  return state_->sources;
}

}  // namespace stacktag::server
