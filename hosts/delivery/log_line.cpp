// SPDX-License-Identifier: Apache-2.0
#include "delivery/log_line.h"

#include <chrono>
#include <string>

namespace stacktag {
namespace {

double milliseconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

json::Json step_times(StepTimes const& steps) {
  json::Json ms{{"total", milliseconds(steps.total)}};
  auto const add = [&ms](char const* name, StepTimes::Duration const& step) {
    if (step) {
      ms[name] = milliseconds(*step);
    }
  };
  add("previous", steps.previous);
  add("latest", steps.latest);
  add("image", steps.image);
  add("rendition", steps.rendition);
  add("label", steps.label);
  add("write", steps.write);
  return ms;
}

json::Json metric(char const* name, char const* unit) {
  return {{"Name", name}, {"Unit", unit}};
}

bool has_error(Outcome outcome) {
  return outcome == Outcome::rejected || outcome == Outcome::failed;
}

}  // namespace

json::Json cost_json(Cost const& cost) {
  auto by_feature = json::Json::object();
  for (auto const& [feature, paid] : cost) {
    by_feature[std::string(to_string(feature))] = {{"calls", paid.calls},
                                                   {"usd", dollars(paid.microdollars)}};
  }
  return by_feature;
}

Level level_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::tagged:
    case Outcome::unchanged:
    case Outcome::skipped:
      return Level::info;
    case Outcome::rejected:
      return Level::warn;
    case Outcome::failed:
      return Level::error;
  }
  return Level::error;
}

json::Json log_fields(Settled const& settled) {
  auto const& report = settled.report;
  json::Json fields{{"outcome", to_string(report.outcome())},
                    {"reason", to_string(report.reason)},
                    {"asset", report.asset},
                    {"branch", report.branch},
                    {"version", report.version},
                    {"event", settled.event},
                    {"requestId", settled.request_id},
                    {"ms", step_times(report.steps)},
                    {"label_calls", report.label_calls},
                    {"cost_usd", dollars(microdollars(report.cost))},
                    {"reads", report.reads},
                    {"writes", report.writes},
                    {"image_bytes", report.image_bytes},
                    {"added", report.added.size()}};
  if (!report.labels.engine.empty()) {
    fields["engine"] = report.labels.engine;
  }
  if (!report.cost.empty()) {
    fields["cost"] = cost_json(report.cost);
  }
  if (has_error(report.outcome())) {
    fields["kind"] = to_string(facts(report.reason).kind);
  }
  return fields;
}

void write_log_line(Log& log, Settled const& settled) {
  auto const& report = settled.report;
  auto const message = report.message.empty() ? facts(report.reason).text : report.message;
  log.write(level_of(report.outcome()), message, log_fields(settled));
}

json::Json metrics_line(Settled const& settled, WallTime now) {
  auto const& report = settled.report;
  auto const since_epoch =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  json::Json const directive{
      {"Namespace", "stacktag"},
      {"Dimensions", json::Json::array({json::Json::array({"Outcome"})})},
      {"Metrics",
       json::Json::array({metric("Events", "Count"), metric("LabelCalls", "Count"),
                          metric("LabelCost", "None"), metric("Duration", "Milliseconds")})}};
  return {
      {"_aws",
       {{"Timestamp", since_epoch.count()}, {"CloudWatchMetrics", json::Json::array({directive})}}},
      {"Outcome", to_string(report.outcome())},
      {"Reason", to_string(report.reason)},
      {"Events", 1},
      {"LabelCalls", report.label_calls},
      {"LabelCost", dollars(microdollars(report.cost))},
      {"Duration", milliseconds(report.steps.total)}};
}

}  // namespace stacktag
