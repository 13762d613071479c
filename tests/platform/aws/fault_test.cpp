// SPDX-License-Identifier: Apache-2.0
#include "aws/fault.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace stacktag::aws {
namespace {

http::Response answer(int status, std::string body, std::string error_type = {}) {
  http::Response response{.status = status, .body = std::move(body)};
  if (!error_type.empty()) {
    response.headers.push_back({"X-Amzn-ErrorType", std::move(error_type)});
  }
  return response;
}

ServiceFault coded(std::string code, int status = 400) {
  return {.status = status, .code = std::move(code)};
}

TEST(read_fault, finds_the_code_wherever_a_service_puts_it) {
  std::vector<std::pair<http::Response, std::string>> const cases{
      {answer(400, R"({"__type":"ThrottlingException"})"), "ThrottlingException"},
      {answer(400, R"({"__type":"com.amazon.coral.service#Unrecognized"})"), "Unrecognized"},
      {answer(400, R"({"code":"SlowDown"})"), "SlowDown"},
      {answer(400, "{}", "AccessDeniedException:http://internal.amazon.com/coral/"),
       "AccessDeniedException"},
      {answer(400, "{}", "com.amazon#Denied:http://x#y"), "Denied"},
      {answer(400, R"({"__type":"FromBody"})", "FromHeader"), "FromHeader"},
      {answer(400, "<html>", "FromHeader"), "FromHeader"},
      {answer(502, "<html>Bad Gateway</html>"), ""},
      {answer(500, ""), ""},
      {answer(400, R"({"__type":7,"code":null})"), ""},
      {answer(400, "[1]"), ""},
  };
  for (auto const& [response, code] : cases) {
    auto const fault = read_fault(response);
    EXPECT_EQ(fault.code, code) << response.body;
    EXPECT_EQ(fault.status, response.status);
    EXPECT_EQ(fault.transport, std::nullopt);
  }
}

TEST(read_fault, finds_the_message_in_both_spellings) {
  EXPECT_EQ(read_fault(answer(400, R"({"message":"front door"})")).message, "front door");
  EXPECT_EQ(read_fault(answer(400, R"({"Message":"service"})")).message, "service");
  EXPECT_EQ(read_fault(answer(400, "no JSON")).message, "");
}

TEST(read_fault, keeps_the_first_line_only_and_limits_what_it_keeps) {
  auto const quoting = answer(403, R"({"message":"It does not match.\n\nThe Canonical String )"
                                   R"(should have been\n'POST\nx-amz-security-token:SECRET'"})");
  EXPECT_EQ(read_fault(quoting).message, "It does not match.");
  auto const wordy = answer(400, R"({"message":")" + std::string(1000, 'm') + R"(","__type":")" +
                                     std::string(1000, 'c') + R"("})");
  EXPECT_EQ(read_fault(wordy).message, std::string(300, 'm'));
  EXPECT_EQ(read_fault(wordy).code, std::string(100, 'c'));
}

TEST(read_fault, keeps_what_the_transport_says) {
  auto const fault = read_fault(http::TransportError{
      .fault = http::Fault::timed_out, .message = "too slow", .request_sent = true});
  EXPECT_EQ(fault,
            (ServiceFault{
                .message = "too slow", .transport = http::Fault::timed_out, .request_sent = true}));
}

TEST(repeat_of, knows_every_code_of_throttling) {
  for (auto const* code :
       {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException",
        "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
        "EC2ThrottledException"}) {
    EXPECT_EQ(repeat_of(coded(code, 400)), Repeat::throttled) << code;
    EXPECT_EQ(repeat_of(coded(code, 500)), Repeat::throttled) << code;
  }
  EXPECT_EQ(repeat_of(coded("", 429)), Repeat::throttled);
  EXPECT_EQ(repeat_of(coded("Unheard", 429)), Repeat::throttled);
}

TEST(repeat_of, knows_every_code_and_status_that_passes) {
  for (auto const* code : {"RequestTimeout", "RequestTimeoutException", "InternalError",
                           "InternalServerError", "IDPCommunicationError", "ServiceUnavailable"}) {
    EXPECT_EQ(repeat_of(coded(code, 400)), Repeat::transient) << code;
  }
  for (int const status : {500, 502, 503, 504}) {
    EXPECT_EQ(repeat_of(coded("", status)), Repeat::transient) << status;
  }
}

TEST(repeat_of, repeats_nothing_else) {
  for (int const status : {301, 400, 401, 402, 403, 404, 413, 501, 505}) {
    EXPECT_EQ(repeat_of(coded("InvalidImageFormatException", status)), Repeat::no) << status;
  }
}

TEST(repeat_of, judges_every_fault_of_the_transport) {
  std::vector<std::pair<http::Fault, Repeat>> const cases{
      {http::Fault::timed_out, Repeat::transient},   {http::Fault::unresolved, Repeat::transient},
      {http::Fault::unreachable, Repeat::transient}, {http::Fault::broken_off, Repeat::transient},
      {http::Fault::protocol, Repeat::transient},    {http::Fault::cancelled, Repeat::no},
      {http::Fault::address_forbidden, Repeat::no},  {http::Fault::tls, Repeat::no},
      {http::Fault::too_large, Repeat::no},          {http::Fault::bad_url, Repeat::no}};
  for (auto const& [fault, repeat] : cases) {
    EXPECT_EQ(repeat_of({.transport = fault}), repeat) << http::to_string(fault);
  }
}

TEST(fault, may_come_from_a_wrong_clock_or_an_old_token) {
  for (auto const* code : {"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture",
                           "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"}) {
    EXPECT_TRUE(may_be_clock_skew(coded(code))) << code;
    EXPECT_FALSE(is_expired_token(coded(code))) << code;
  }
  for (auto const* code : {"ExpiredTokenException", "ExpiredToken"}) {
    EXPECT_TRUE(is_expired_token(coded(code))) << code;
    EXPECT_FALSE(may_be_clock_skew(coded(code))) << code;
  }
  EXPECT_FALSE(may_be_clock_skew(coded("AccessDeniedException")));
  EXPECT_FALSE(is_expired_token(coded("")));
}

}  // namespace
}  // namespace stacktag::aws
