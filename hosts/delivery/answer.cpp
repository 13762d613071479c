// SPDX-License-Identifier: Apache-2.0
#include "delivery/answer.h"

#include "json/json.h"

namespace stacktag {
namespace {

constexpr std::chrono::seconds k_retry_after_default{5};

std::string body_of(Settled const& settled) {
  auto const& report = settled.report;
  json::OrderedJson body{{"outcome", to_string(report.outcome())},
                         {"reason", to_string(report.reason)},
                         {"asset", report.asset},
                         {"version", report.version},
                         {"tags", report.tags},
                         {"added", report.added},
                         {"requestId", settled.request_id}};
  if (report.description) {
    body["description"] = *report.description;
  }
  // Whoever does not authenticate learns no more than that.
  if (!report.message.empty() && http_status(report.reason) != 401) {
    body["message"] = report.message;
  }
  return json::dump_in_order(body);
}

}  // namespace

int http_status(Reason reason) {
  if (reason == Reason::unauthenticated || reason == Reason::stale) {
    return 401;
  }
  if (facts(reason).outcome != Outcome::failed) {
    return 200;
  }
  return facts(reason).kind == ErrorKind::retry ? 503 : 500;
}

Answer make_answer(Settled const& settled) {
  Answer answer{.status = http_status(settled.report.reason), .body = body_of(settled)};
  if (answer.status == 503) {
    answer.retry_after = settled.report.retry_after
                             ? std::chrono::ceil<std::chrono::seconds>(*settled.report.retry_after)
                             : k_retry_after_default;
  }
  return answer;
}

}  // namespace stacktag
