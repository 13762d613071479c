// SPDX-License-Identifier: Apache-2.0
#include "lambda/runtime_client.h"

#include <charconv>
#include <utility>

#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::lambda {
namespace {

using namespace std::chrono_literals;
using Kind = RuntimeFault::Kind;

constexpr std::chrono::milliseconds k_first_pause = 20ms;

tl::unexpected<RuntimeFault> fault(Kind kind, std::string message) {
  return tl::unexpected<RuntimeFault>({kind, std::move(message)});
}

std::optional<WallTime> read_deadline(std::string_view text) {
  constexpr auto k_latest =
      std::chrono::duration_cast<std::chrono::milliseconds>(WallTime::max().time_since_epoch());
  std::int64_t value = 0;
  auto const* const last = text.data() + text.size();
  auto const [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc{} || end != last || value < 0 || value > k_latest.count()) {
    return std::nullopt;
  }
  return WallTime(std::chrono::milliseconds(value));
}

Invocation invocation_of(http::Response response) {
  auto const header = [&response](std::string_view name) {
    return std::string(response.header(name));
  };
  return {.request_id = header("Lambda-Runtime-Aws-Request-Id"),
          .invocation_id = header("Lambda-Runtime-Invocation-Id"),
          .trace_id = header("Lambda-Runtime-Trace-Id"),
          .deadline = read_deadline(header("Lambda-Runtime-Deadline-Ms")),
          .payload = std::move(response.body)};
}

std::vector<http::Header> echo(Invocation const& invocation) {
  if (invocation.invocation_id.empty()) {
    return {};
  }
  return {{"Lambda-Runtime-Invocation-Id", invocation.invocation_id}};
}

http::Header type_header(FunctionError const& error) {
  return {"Lambda-Runtime-Function-Error-Type", error.type};
}

std::string body_of(FunctionError const& error) {
  return json::dump({{"errorType", error.type},
                     {"errorMessage", error.message},
                     {"stackTrace", json::Json::array()}});
}

}  // namespace

// Every call may be repeated: a second /response to the same invocation is refused, and /next hands
// out what was not fetched.
http::Exchange RuntimeClient::send(http::Request const& request) const {
  auto exchange = client.send(request);
  auto pause = k_first_pause;
  for (int attempt = 1; attempt < limits::runtime_attempts_max && !exchange; ++attempt) {
    if (exchange.error().fault == http::Fault::cancelled) {
      break;
    }
    clock.sleep_until(clock.now() + pause);
    pause *= 2;
    exchange = client.send(request);
  }
  return exchange;
}

RuntimeResult<Invocation> RuntimeClient::next(std::stop_token const& stop) const {
  // No time limit: Lambda freezes the process between invocations, and the answer comes when there
  // is work.
  http::Request const request{.url = "http://" + host + "/2018-06-01/runtime/invocation/next",
                              .response_bytes_max = limits::invocation_bytes_max,
                              .time_max = 0ms,
                              .deadline = {.cancelled = stop}};
  auto exchange = send(request);
  if (!exchange) {
    auto const kind =
        exchange.error().fault == http::Fault::cancelled ? Kind::cancelled : Kind::unusable;
    return fault(kind, "the Runtime API's next invocation: " + exchange.error().message);
  }
  if (exchange->status != 200) {
    return fault(Kind::unusable, "the Runtime API answered /invocation/next with status " +
                                     std::to_string(exchange->status));
  }
  auto invocation = invocation_of(*std::move(exchange));
  if (invocation.request_id.empty()) {
    return fault(Kind::unusable, "the Runtime API handed out an invocation without a request id");
  }
  return invocation;
}

RuntimeResult<void> RuntimeClient::post(std::string const& path, std::vector<http::Header> headers,
                                        std::string_view body) const {
  headers.push_back({"Content-Type", "application/json"});
  auto const exchange = send({.method = http::Method::post,
                              .url = "http://" + host + "/2018-06-01/runtime" + path,
                              .headers = std::move(headers),
                              .body = body});
  if (!exchange) {
    return fault(Kind::unusable, "the Runtime API, " + path + ": " + exchange.error().message);
  }
  if (exchange->status >= 200 && exchange->status < 300) {
    return {};
  }
  // 400, 403 and 413 concern this one answer; a 5xx is a "container error, non-recoverable state".
  auto const kind = exchange->status < 500 ? Kind::refused : Kind::unusable;
  return fault(kind, "the Runtime API answered " + path + " with status " +
                         std::to_string(exchange->status));
}

RuntimeResult<void> RuntimeClient::respond(Invocation const& invocation,
                                           std::string_view reply) const {
  return post("/invocation/" + invocation.request_id + "/response", echo(invocation), reply);
}

RuntimeResult<void> RuntimeClient::report(Invocation const& invocation,
                                          FunctionError const& error) const {
  auto headers = echo(invocation);
  headers.push_back(type_header(error));
  return post("/invocation/" + invocation.request_id + "/error", std::move(headers),
              body_of(error));
}

RuntimeResult<void> RuntimeClient::report_init(FunctionError const& error) const {
  return post("/init/error", {type_header(error)}, body_of(error));
}

}  // namespace stacktag::lambda
