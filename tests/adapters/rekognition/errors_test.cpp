// SPDX-License-Identifier: Apache-2.0
#include "rekognition/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "json/json.h"

namespace stacktag::rekognition {
namespace {

using testing::HasSubstr;

struct Row {
  aws::ServiceFault fault;
  Reason reason;
  ErrorKind kind;
};

aws::ServiceFault answer(int status, std::string code) {
  return {.status = status, .code = std::move(code)};
}

aws::ServiceFault broken(http::Fault fault) {
  return {.transport = fault};
}

void expect_rows(std::vector<Row> const& rows) {
  for (auto const& [fault, reason, kind] : rows) {
    auto const error = to_error(fault);
    EXPECT_EQ(to_string(error.reason), to_string(reason)) << fault.status << " " << fault.code;
    EXPECT_EQ(error.kind(), kind) << fault.status << " " << fault.code;
  }
}

TEST(errors, of_the_picture_are_rejected) {
  for (int const status : {400, 413, 500}) {
    expect_rows({
        {answer(status, "InvalidImageFormatException"), Reason::refused_by_labeler,
         ErrorKind::reject},
        {answer(status, "ImageTooLargeException"), Reason::refused_by_labeler, ErrorKind::reject},
    });
  }
}

TEST(errors, of_credentials_and_rights_wait_for_a_person) {
  for (auto const* code :
       {"AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException",
        "SignatureDoesNotMatch", "MissingAuthenticationTokenException",
        "MissingAuthenticationToken", "IncompleteSignatureException", "InvalidClientTokenId",
        "ExpiredTokenException", "ExpiredToken", "OptInRequired", "AuthFailure",
        "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"}) {
    for (int const status : {400, 403}) {
      expect_rows({{answer(status, code), Reason::labeler_denied, ErrorKind::broken}});
    }
  }
  for (int const status : {401, 403}) {
    for (auto const* code : {"", "Unheard"}) {
      expect_rows({{answer(status, code), Reason::labeler_denied, ErrorKind::broken}});
    }
  }
}

TEST(errors, of_our_request_wait_for_a_person) {
  for (auto const* code :
       {"InvalidParameterException", "InvalidS3ObjectException", "ValidationException",
        "SerializationException", "UnknownOperationException", "HumanLoopQuotaExceededException",
        "ResourceNotFoundException", "Unheard", ""}) {
    for (int const status : {400, 402, 404, 413, 415}) {
      expect_rows({{answer(status, code), Reason::labeler_misused, ErrorKind::broken}});
    }
  }
}

TEST(errors, of_throttling_are_worth_a_repeat_as_400_and_as_500) {
  for (auto const* code :
       {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException",
        "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
        "EC2ThrottledException"}) {
    for (int const status : {400, 429, 500, 503}) {
      expect_rows({{answer(status, code), Reason::labeler_throttled, ErrorKind::retry}});
    }
  }
  expect_rows({{answer(429, ""), Reason::labeler_throttled, ErrorKind::retry},
               {answer(429, "Unheard"), Reason::labeler_throttled, ErrorKind::retry}});
}

TEST(errors, that_pass_by_themselves_are_worth_a_repeat) {
  for (auto const* code : {"RequestTimeout", "RequestTimeoutException", "InternalError",
                           "InternalServerError", "IDPCommunicationError", "ServiceUnavailable"}) {
    for (int const status : {400, 408, 500, 503}) {
      expect_rows({{answer(status, code), Reason::labeler_unavailable, ErrorKind::retry}});
    }
  }
  for (int const status : {199, 301, 304, 408, 500, 501, 502, 503, 504, 505}) {
    for (auto const* code : {"", "Unheard"}) {
      expect_rows({{answer(status, code), Reason::labeler_unavailable, ErrorKind::retry}});
    }
  }
}

TEST(errors, of_the_transport) {
  expect_rows({
      {broken(http::Fault::timed_out), Reason::labeler_unavailable, ErrorKind::retry},
      {broken(http::Fault::unresolved), Reason::labeler_unavailable, ErrorKind::retry},
      {broken(http::Fault::unreachable), Reason::labeler_unavailable, ErrorKind::retry},
      {broken(http::Fault::broken_off), Reason::labeler_unavailable, ErrorKind::retry},
      {broken(http::Fault::protocol), Reason::labeler_unavailable, ErrorKind::retry},
      {broken(http::Fault::too_large), Reason::labeler_unavailable, ErrorKind::retry},
      {broken(http::Fault::cancelled), Reason::out_of_time, ErrorKind::retry},
      {broken(http::Fault::tls), Reason::labeler_misused, ErrorKind::broken},
      {broken(http::Fault::address_forbidden), Reason::labeler_misused, ErrorKind::broken},
      {broken(http::Fault::bad_url), Reason::labeler_misused, ErrorKind::broken},
  });
}

// Bodies and headers as the service and what stands before it send them.
TEST(errors, of_every_recorded_answer) {
  std::map<std::string, Reason> const reasons{
      {"InvalidS3Object", Reason::labeler_misused},
      {"InvalidImageFormat", Reason::refused_by_labeler},
      {"ImageTooLarge", Reason::refused_by_labeler},
      {"InvalidParameter", Reason::labeler_misused},
      {"AccessDenied", Reason::labeler_denied},
      {"Provisioned", Reason::labeler_throttled},
      {"Throttling400", Reason::labeler_throttled},
      {"Throttling500", Reason::labeler_throttled},
      {"InternalServerError", Reason::labeler_unavailable},
      {"FrontDoor_UnrecognizedClient", Reason::labeler_denied},
      {"FrontDoor_ExpiredToken", Reason::labeler_denied},
      {"FrontDoor_InvalidSignature", Reason::labeler_denied},
      {"FrontDoor_NamespacedType", Reason::labeler_denied},
  };
  std::ifstream file(std::string(STACKTAG_GOLDEN) + "/aws/rekognition_errors.json");
  auto const recorded = json::parse(std::string(std::istreambuf_iterator<char>(file), {})).value();
  std::size_t seen = 0;
  for (auto const& [name, each] : recorded.items()) {
    if (!each.is_object()) {
      continue;
    }
    ++seen;
    SCOPED_TRACE(name);
    http::Response const response{.status = static_cast<int>(json::integer(each, "status").value()),
                                  .body = json::dump(json::member(each, "body"))};
    auto const error = to_error(aws::read_fault(response));
    EXPECT_EQ(to_string(error.reason), to_string(reasons.at(name)));
    auto const& body = json::member(each, "body");
    EXPECT_THAT(
        error.message,
        HasSubstr(json::text(body, "message").value_or(json::text_or_empty(body, "Message"))));
  }
  EXPECT_EQ(seen, reasons.size());
}

TEST(errors, say_what_happened_in_one_line) {
  EXPECT_EQ(to_error({.status = 400, .code = "SlowDown", .message = "Slow down."}).message,
            "Rekognition answers 400 SlowDown: Slow down.");
  EXPECT_EQ(to_error({.status = 502}).message, "Rekognition answers 502");
  EXPECT_EQ(to_error({.message = "no connection", .transport = http::Fault::unreachable}).message,
            "Rekognition: no connection");
}

}  // namespace
}  // namespace stacktag::rekognition
