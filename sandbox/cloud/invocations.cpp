// SPDX-License-Identifier: Apache-2.0
#include "cloud/invocations.h"

#include <algorithm>

#include "crypto/signing_key.h"

namespace stacktag::sandbox {
namespace {

constexpr std::string_view k_prefix = "/2018-06-01/runtime/";
constexpr std::size_t k_response_bytes_max = 6'291'556;

std::string uuid() {
  auto const hex = crypto::random_hex(16);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

Reply accepted() {
  return {.status = 202,
          .headers = {{"Content-Type", "application/json"}},
          .body = R"({"status":"OK"})"};
}

Reply refused(int status, std::string const& type, std::string const& message) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = json::dump({{"errorType", type}, {"errorMessage", message}})};
}

}  // namespace

Invocations::Result Invocations::invoke(std::string event) {
  std::unique_lock lock(mutex_);
  auto const invocation = std::make_shared<Invocation>();
  invocation->id = uuid();
  invocation->event = std::move(event);
  invocation->deadline = std::chrono::steady_clock::now() + timeout_;
  waiting_.push_back(invocation);
  ++count_;
  changed_.notify_all();
  changed_.wait_until(lock, invocation->deadline,
                      [&] { return invocation->state == State::done || stopped_; });
  std::erase(waiting_, invocation);
  running_.erase(invocation->id);
  auto result = invocation->result;
  invocation->state = State::done;
  function_errors_ += result.ending == Ending::answered ? 0 : 1;
  return result;
}

Reply Invocations::next(Request const& request) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !waiting_.empty() || stopped_; });
  // The event stays for another process where this one ended while it waited.
  if (stopped_ || (request.is_abandoned && request.is_abandoned())) {
    return {.manner = Manner::reset};
  }
  auto const invocation = waiting_.front();
  waiting_.pop_front();
  invocation->state = State::running;
  running_[invocation->id] = invocation;
  // The time runs from when the runtime gets the event, as at Lambda.
  invocation->deadline = std::chrono::steady_clock::now() + timeout_;
  auto const deadline = std::chrono::duration_cast<std::chrono::milliseconds>(
      (clock_.wall() + timeout_).time_since_epoch());
  return {.headers = {{"Content-Type", "application/json"},
                      {"Lambda-Runtime-Aws-Request-Id", invocation->id},
                      {"Lambda-Runtime-Invocation-Id", "inv-" + invocation->id},
                      {"Lambda-Runtime-Deadline-Ms", std::to_string(deadline.count())},
                      {"Lambda-Runtime-Invoked-Function-Arn",
                       "arn:aws:lambda:us-east-1:123456789012:function:stacktag"},
                      {"Lambda-Runtime-Trace-Id", "Root=1-5e9f0c65-" + crypto::random_hex(12) +
                                                      ";Parent=" + crypto::random_hex(8) +
                                                      ";Sampled=0"}},
          .body = invocation->event};
}

Reply Invocations::settle(Request const& request, std::string const& id, std::string const& what) {
  std::lock_guard const lock(mutex_);
  auto const found = running_.find(id);
  if (found == running_.end()) {
    return refused(400, "InvalidRequestID", "Invalid request ID");
  }
  auto& invocation = *found->second;
  auto const echoed = request.header("Lambda-Runtime-Invocation-Id");
  if (!echoed.empty() && echoed != "inv-" + id) {
    return refused(400, "InvalidInvocationId", "Invalid invocation ID");
  }
  if (invocation.state == State::done) {
    return refused(403, "InvalidStateTransition", "State transition is not allowed");
  }
  bool const good = what == "response";
  bool const too_large = request.body.size() > k_response_bytes_max;
  invocation.result = {
      good && !too_large ? Ending::answered : Ending::function_error,
      too_large ? R"({"errorType":"Function.ResponseSizeTooLarge"})" : request.body};
  invocation.state = State::done;
  changed_.notify_all();
  return too_large ? refused(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size")
                   : accepted();
}

Reply Invocations::answer(Request const& request) {
  auto const path = request.path.substr(k_prefix.size());
  if (request.method == "GET" && path == "invocation/next") {
    return next(request);
  }
  if (request.method == "POST" && path == "init/error") {
    std::lock_guard const lock(mutex_);
    init_errors_.push_back(request.body);
    return accepted();
  }
  constexpr std::string_view k_invocation = "invocation/";
  auto const slash = path.rfind('/');
  auto const what = path.substr(std::min(slash + 1, path.size()));
  if (request.method == "POST" && path.starts_with(k_invocation) && slash > k_invocation.size() &&
      (what == "response" || what == "error")) {
    return settle(request, path.substr(k_invocation.size(), slash - k_invocation.size()), what);
  }
  return refused(404, "NotFound", "The Runtime API has no " + request.method + " " + path);
}

json::Json Invocations::counters() const {
  std::lock_guard const lock(mutex_);
  return {{"invocations", count_},
          {"function_errors", function_errors_},
          {"init_errors", init_errors_}};
}

void Invocations::clear() {
  std::lock_guard const lock(mutex_);
  count_ = 0;
  function_errors_ = 0;
  init_errors_ = json::Json::array();
}

void Invocations::stop() {
  std::lock_guard const lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

}  // namespace stacktag::sandbox
