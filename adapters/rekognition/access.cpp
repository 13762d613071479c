// SPDX-License-Identifier: Apache-2.0
#include "rekognition/access.h"

#include <utility>
#include <variant>

#include "aws/service.h"
#include "rekognition/errors.h"
#include "rekognition/requests.h"

namespace stacktag::rekognition {
namespace {

// In base64: two bytes, which begin no picture that there is.
constexpr std::string_view k_no_picture = "AAA=";

std::optional<Error> refusal_of(aws::ServiceReply const& reply) {
  if (std::holds_alternative<std::string>(reply.end)) {
    return std::nullopt;
  }
  if (auto const* const error = std::get_if<Error>(&reply.end)) {
    return *error;
  }
  auto const& fault = std::get<aws::ServiceFault>(reply.end);
  if (fault.code == "InvalidImageFormatException" || fault.code == "InvalidParameterException") {
    return std::nullopt;
  }
  return to_error(fault);
}

}  // namespace

std::vector<OperationAccess> check_access(Options const& options,
                                          aws::CredentialsProvider& credentials,
                                          http::Client& client, Clock& clock,
                                          LabelQuery const& query, Deadline const& deadline) {
  auto const service = aws::make_json_service({.endpoint = options.endpoint,
                                               .region = options.region,
                                               .signing_name = "rekognition",
                                               .target_prefix = "RekognitionService"},
                                              credentials, client, clock, aws::random_fraction());
  auto const beginning = std::string(body_head).append(k_no_picture);
  std::vector<OperationAccess> all;
  for (auto const& call : calls_for(query)) {
    auto const reply = service->call(call.operation, beginning, call.body_end, deadline);
    all.push_back({std::string(call.operation), refusal_of(reply)});
  }
  return all;
}

}  // namespace stacktag::rekognition
