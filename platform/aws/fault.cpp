// SPDX-License-Identifier: Apache-2.0
#include "aws/fault.h"

#include <algorithm>
#include <array>

#include "json/json.h"

namespace stacktag::aws {
namespace {

constexpr std::array<std::string_view, 14> k_throttling{"Throttling",
                                                        "ThrottlingException",
                                                        "ThrottledException",
                                                        "RequestThrottledException",
                                                        "TooManyRequestsException",
                                                        "ProvisionedThroughputExceededException",
                                                        "TransactionInProgressException",
                                                        "RequestLimitExceeded",
                                                        "BandwidthLimitExceeded",
                                                        "LimitExceededException",
                                                        "RequestThrottled",
                                                        "SlowDown",
                                                        "PriorRequestNotComplete",
                                                        "EC2ThrottledException"};

constexpr std::array<std::string_view, 6> k_transient{
    "RequestTimeout",      "RequestTimeoutException", "InternalError",
    "InternalServerError", "IDPCommunicationError",   "ServiceUnavailable"};

constexpr std::array<std::string_view, 6> k_clock_skew{
    "RequestTimeTooSkewed",      "RequestExpired",        "RequestInTheFuture",
    "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"};

bool is_in(auto const& codes, std::string const& code) {
  return std::ranges::find(codes, code) != codes.end();
}

// com.amazonaws.rekognition#AccessDeniedException:http://... -> AccessDeniedException
std::string bare_code(std::string_view code) {
  constexpr std::size_t k_code_bytes_max = 100;
  code = code.substr(0, code.find(':'));
  auto const hash = code.rfind('#');
  code = hash == std::string_view::npos ? code : code.substr(hash + 1);
  return std::string(code.substr(0, k_code_bytes_max));
}

// The first line: on further ones a service may quote what it would have signed, which holds the
// session token.
std::string first_line(std::string_view message) {
  constexpr std::size_t k_message_bytes_max = 300;
  return std::string(
      message.substr(0, message.find_first_of("\r\n")).substr(0, k_message_bytes_max));
}

}  // namespace

ServiceFault read_fault(http::Response const& response) {
  ServiceFault fault{.status = response.status,
                     .code = bare_code(response.header("x-amzn-errortype"))};
  auto const body = json::parse(response.body);
  if (!body) {
    return fault;
  }
  if (fault.code.empty()) {
    fault.code =
        bare_code(json::text(*body, "__type").value_or(json::text_or_empty(*body, "code")));
  }
  fault.message =
      first_line(json::text(*body, "message").value_or(json::text_or_empty(*body, "Message")));
  return fault;
}

ServiceFault read_fault(http::TransportError const& error) {
  return {.message = error.message, .transport = error.fault, .request_sent = error.request_sent};
}

Repeat repeat_of(ServiceFault const& fault) {
  if (fault.transport) {
    switch (*fault.transport) {
      case http::Fault::timed_out:
      case http::Fault::unresolved:
      case http::Fault::unreachable:
      case http::Fault::broken_off:
      case http::Fault::protocol:
        return Repeat::transient;
      case http::Fault::cancelled:
      case http::Fault::address_forbidden:
      case http::Fault::tls:
      case http::Fault::too_large:
      case http::Fault::bad_url:
        return Repeat::no;
    }
  }
  if (is_in(k_throttling, fault.code) || fault.status == 429) {
    return Repeat::throttled;
  }
  bool const server =
      fault.status == 500 || fault.status == 502 || fault.status == 503 || fault.status == 504;
  return server || is_in(k_transient, fault.code) ? Repeat::transient : Repeat::no;
}

bool may_be_clock_skew(ServiceFault const& fault) {
  return is_in(k_clock_skew, fault.code);
}

bool is_expired_token(ServiceFault const& fault) {
  return fault.code == "ExpiredTokenException" || fault.code == "ExpiredToken";
}

}  // namespace stacktag::aws
