// SPDX-License-Identifier: Apache-2.0
#include "contentstack/management_api.h"

#include <random>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag::contentstack {
namespace {

using std::chrono::milliseconds;

Judgement out_of_time(std::string message) {
  return {Ending::failed, {Reason::out_of_time, std::move(message)}, false, false};
}

}  // namespace

Judged ManagementApi::run(ManagementCall const& call, Deadline const& deadline) {
  for (int attempt = 1;; ++attempt) {
    if (!call.bucket.take(deadline)) {
      return {out_of_time("Contentstack's rate limit leaves no room before the deadline")};
    }
    auto exchange = client_.send(request(call, deadline));
    auto judged = Judged{judge(exchange), exchange ? *std::move(exchange) : http::Response{}};
    auto& error = judged.judgement.error;
    if (judged.judgement.try_again && clock_.now() >= deadline.at) {
      error.reason = Reason::out_of_time;
      return judged;
    }
    auto const wait = pause(judged.judgement, call, attempt);
    bool const may_repeat = judged.judgement.try_again &&
                            attempt < limits::contentstack_attempts_max &&
                            (call.repeat == Repeat::always || !judged.judgement.may_have_acted);
    if (!may_repeat || clock_.now() + wait >= deadline.at || deadline.cancelled.stop_requested()) {
      return judged;
    }
    // After a 429 the bucket waits for us, and sees where nobody needs the answer any more.
    if (error.reason != Reason::contentstack_throttled) {
      clock_.sleep_until(clock_.now() + wait);
    }
  }
}

http::Request ManagementApi::request(ManagementCall const& call, Deadline const& deadline) const {
  http::Request request{.method = call.method,
                        .url = options_.api_url + "/v3" + call.path,
                        .headers = {{"api_key", options_.api_key},
                                    {"authorization", options_.management_token},
                                    {"Accept", "application/json"}},
                        .body = call.body,
                        .response_bytes_max = limits::contentstack_reply_bytes_max,
                        .time_max = limits::contentstack_call_time_max,
                        .deadline = deadline};
  if (!call.branch.empty()) {
    request.headers.push_back({"branch", call.branch});
  }
  if (!call.body.empty()) {
    request.headers.push_back({"Content-Type", "application/json"});
  }
  return request;
}

// How long to wait before the next attempt. After a 429 nobody else goes before that either.
milliseconds ManagementApi::pause(Judgement const& judgement, ManagementCall const& call,
                                  int attempt) {
  if (judgement.error.reason == Reason::contentstack_throttled) {
    auto const wait = judgement.error.retry_after.value_or(std::chrono::seconds(1));
    call.bucket.pause_until(clock_.now() + wait);
    return wait;
  }
  constexpr milliseconds k_first{100};
  thread_local std::minstd_rand dice{std::random_device{}()};
  std::uniform_real_distribution<double> jitter(0.5, 1.0);
  return milliseconds(
      static_cast<int>(static_cast<double>((k_first * (1 << attempt)).count()) * jitter(dice)));
}

}  // namespace stacktag::contentstack
