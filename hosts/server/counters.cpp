// SPDX-License-Identifier: Apache-2.0
#include "server/counters.h"

#include <chrono>
#include <utility>

#include "flow/features.h"

namespace stacktag::server {
namespace {

using Duration = StepTimes::Duration;

struct Step {
  char const* name;
  Duration StepTimes::*time;
};

constexpr std::array<Step, 6> k_steps_taken{{{"previous", &StepTimes::previous},
                                             {"latest", &StepTimes::latest},
                                             {"image", &StepTimes::image},
                                             {"rendition", &StepTimes::rendition},
                                             {"label", &StepTimes::label},
                                             {"write", &StepTimes::write}}};

// From what memory answers to what a slow service takes, in seconds.
std::vector<double> bounds() {
  return {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
}

double in_seconds(std::chrono::microseconds time) {
  return std::chrono::duration<double>(time).count();
}

// An empty value of a label means that there is no such label.
std::string stack_label(std::string const& stack) {
  return stack.empty() ? "(unknown)" : stack;
}

std::string label_text(std::string_view name) {
  return std::string(name);
}

}  // namespace

Counters::Counters(std::vector<StackView> const& stacks)
    : deliveries_(family("stacktag_deliveries_total",
                         "Deliveries that were stored, or found stored already.")),
      turned_away_(family("stacktag_deliveries_turned_away_total",
                          "Deliveries that were not stored, by the reason.")),
      outcomes_(family("stacktag_outcomes_total",
                       "Events that came to an end; parked ones count as failed.")),
      retries_(family("stacktag_retries_total",
                      "Attempts that failed and will be repeated, by the reason.")),
      parked_(family("stacktag_parked_total",
                     "Events that failed too often and wait for a person, by the reason.")),
      label_calls_(family("stacktag_label_calls_total", "Paid calls of the labelling service.")),
      label_cost_(family("stacktag_label_cost_dollars_total",
                         "What they cost by the service's list, in US dollars.")),
      asset_calls_(family("stacktag_asset_calls_total",
                          "Calls of the Content Management API, by their kind.")) {
  auto& steps = prometheus::BuildHistogram()
                    .Name("stacktag_step_duration_seconds")
                    .Help("How long each step of an attempt took.")
                    .Register(registry_);
  for (std::size_t i = 0; i < k_steps_taken.size(); ++i) {
    steps_[i] = &steps.Add({{"step", k_steps_taken[i].name}}, bounds());
  }
  steps_.back() = &steps.Add({{"step", "total"}}, bounds());
  // A rate is right from the first event on only where the counter was there before it.
  for (auto const& stack : stacks) {
    deliveries_.Add({{"stack", stack.name}, {"result", "accepted"}});
    deliveries_.Add({{"stack", stack.name}, {"result", "duplicate"}});
  }
}

Counters::Family& Counters::family(char const* name, char const* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
}

void Counters::accepted(std::string const& stack, bool is_new) {
  deliveries_.Add({{"stack", stack_label(stack)}, {"result", is_new ? "accepted" : "duplicate"}})
      .Increment();
}

void Counters::turned_away(std::string const& stack, Reason reason) {
  turned_away_
      .Add({{"stack", stack_label(stack)},
            {"outcome", label_text(to_string(facts(reason).outcome))},
            {"reason", label_text(to_string(reason))}})
      .Increment();
}

void Counters::settled(std::string const& stack, Settled const& settled, Next const& next) {
  auto const& report = settled.report;
  auto const reason = label_text(to_string(report.reason));
  if (next.state == JobState::waiting) {
    retries_.Add({{"stack", stack_label(stack)}, {"reason", reason}}).Increment();
  } else {
    outcomes_
        .Add({{"stack", stack_label(stack)},
              {"outcome", label_text(to_string(report.outcome()))},
              {"reason", reason}})
        .Increment();
  }
  if (next.state == JobState::parked) {
    parked_.Add({{"stack", stack_label(stack)}, {"reason", reason}}).Increment();
  }
  count_steps(report.steps);
  count_costs(stack_label(stack), report);
}

void Counters::count_steps(StepTimes const& steps) {
  for (std::size_t i = 0; i < k_steps_taken.size(); ++i) {
    if (auto const& time = steps.*k_steps_taken[i].time) {
      steps_[i]->Observe(in_seconds(*time));
    }
  }
  steps_.back()->Observe(in_seconds(steps.total));
}

void Counters::count_costs(std::string const& stack, Report const& report) {
  for (auto const& [feature, paid] : report.cost) {
    prometheus::Labels const labels{{"stack", stack}, {"feature", label_text(to_string(feature))}};
    label_calls_.Add(labels).Increment(paid.calls);
    label_cost_.Add(labels).Increment(dollars(paid.microdollars));
  }
  asset_calls_.Add({{"stack", stack}, {"kind", "read"}}).Increment(report.reads);
  asset_calls_.Add({{"stack", stack}, {"kind", "write"}}).Increment(report.writes);
}

}  // namespace stacktag::server
