// SPDX-License-Identifier: Apache-2.0
#include "cloud/cloud.h"

#include <utility>

#include "cloud/sts.h"
#include "http/date.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

// The signing name of the service that a target belongs to.
std::string service_of(std::string_view target) {
  auto const prefix = target.substr(0, target.find('.'));
  return prefix == "RekognitionService" ? "rekognition"
         : prefix == "secretsmanager"   ? "secretsmanager"
         : prefix == "AmazonSSM"        ? "ssm"
                                        : "";
}

}  // namespace

Cloud::Cloud(CloudOptions options, Labeler& engine, Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      rekognition_(engine),
      invocations_(clock, options_.function_timeout),
      gateway_{invocations_, options_.api_key} {}

std::optional<Reply> Cloud::answer(Request const& request) {
  if (request.path.starts_with("/2018-06-01/runtime/")) {
    return invocations_.answer(request);
  }
  if (auto reply = gateway_.answer(request)) {
    return reply;
  }
  auto reply = answer_service(request);
  if (reply) {
    reply->headers.push_back({"Date", http::date_text(clock_.wall() + options_.clock_offset)});
  }
  return reply;
}

std::optional<Reply> Cloud::answer_service(Request const& request) {
  if (is_sts(request)) {
    return answer_sts(request, options_.keys, clock_.wall() + options_.clock_offset);
  }
  auto const target = request.header("X-Amz-Target");
  auto const service = service_of(target);
  if (request.method != "POST" || service.empty()) {
    return std::nullopt;
  }
  if (auto const refusal =
          check_signature(request, service, options_.keys, clock_.wall() + options_.clock_offset)) {
    if (service == "rekognition") {
      rekognition_.count_refused();
    }
    return aws_error(400, refusal->code, refusal->message);
  }
  auto const operation = std::string(target.substr(target.find('.') + 1));
  if (service == "rekognition") {
    return rekognition_.answer(operation, request);
  }
  return answer_secret(request, service == "ssm" ? "Name" : "SecretId");
}

Reply Cloud::answer_secret(Request const& request, std::string const& name_key) const {
  auto const body = json::parse(request.body);
  auto const name = json::text_or_empty(body.value_or(Json()), name_key);
  auto const found = options_.secrets.find(name);
  if (found == options_.secrets.end()) {
    return aws_error(400, "ResourceNotFoundException",
                     "Secrets Manager can't find the specified secret.");
  }
  auto const answer = name_key == "Name"
                          ? Json{{"Parameter", {{"Name", name}, {"Value", found->second}}}}
                          : Json{{"ARN", name}, {"SecretString", found->second}};
  return {.headers = {{"Content-Type", "application/x-amz-json-1.1"}}, .body = json::dump(answer)};
}

Json Cloud::counters() const {
  auto counters = rekognition_.counters();
  counters.update(invocations_.counters());
  return counters;
}

void Cloud::clear() {
  rekognition_.clear();
  invocations_.clear();
}

}  // namespace stacktag::sandbox
