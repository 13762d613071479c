// SPDX-License-Identifier: Apache-2.0
// The Lambda Runtime API, version 2018-06-01: take an invocation, answer it, report a failure.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::lambda {

struct Invocation {
  std::string request_id{};
  std::string invocation_id{};  ///< of this attempt; to be echoed; empty where there is none
  std::string trace_id{};       ///< for X-Ray; empty where there is none
  std::optional<WallTime> deadline{};
  std::string payload{};
};

/// A failure as Lambda shows it. `type` is Category.Reason, as "Runtime.BadConfiguration".
struct FunctionError {
  std::string type{};
  std::string message{};
};

struct RuntimeFault {
  enum class Kind {
    refused,    ///< Lambda did not take what we posted: go on with the next invocation
    unusable,   ///< no use to go on: the process should end, and Lambda starts another
    cancelled,  ///< we were told to stop
  };
  Kind kind = Kind::unusable;
  std::string message{};
};

template <class T>
using RuntimeResult = tl::expected<T, RuntimeFault>;

struct RuntimeClient {
  http::Client& client;
  Clock& clock;
  std::string host;  ///< AWS_LAMBDA_RUNTIME_API: host:port

  /// Waits for the next invocation, as long as it takes.
  RuntimeResult<Invocation> next(std::stop_token const& stop) const;
  RuntimeResult<void> respond(Invocation const& invocation, std::string_view reply) const;
  RuntimeResult<void> report(Invocation const& invocation, FunctionError const& error) const;
  RuntimeResult<void> report_init(FunctionError const& error) const;

 private:
  http::Exchange send(http::Request const& request) const;
  RuntimeResult<void> post(std::string const& path, std::vector<http::Header> headers,
                           std::string_view body) const;
};

}  // namespace stacktag::lambda
