// SPDX-License-Identifier: Apache-2.0
// An HTTP client that answers from a script and remembers what it was asked. Exchanges that were
// queued go out first, in order; then the function answers; with neither, nothing is reachable.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "http/client.h"
#include "stacktag/text.h"

namespace stacktag::fakes {

class FakeHttpClient final : public http::Client {
 public:
  /// A request as it was sent. Its body is a copy, in `body`; `request.body` is empty, since what
  /// it looked at may be gone.
  struct Sent {
    http::Request request{};
    std::string body{};

    /// The first header of this name, in any case of letters; empty where there is none.
    std::string header(std::string const& name) const {
      for (auto const& header : request.headers) {
        if (same_text(header.name, name)) {
          return header.value;
        }
      }
      return {};
    }
  };
  using Answer = std::function<http::Exchange(http::Request const&)>;

  FakeHttpClient() = default;
  explicit FakeHttpClient(Answer answer) : answer_(std::move(answer)) {}

  http::Exchange send(http::Request const& request) override {
    if (request.deadline.cancelled.stop_requested()) {
      return fault(http::Fault::cancelled);
    }
    auto answer = remember(request);
    return through_sink(answer(request), request.sink);
  }

  void push(http::Exchange exchange) {
    std::lock_guard const lock(mutex_);
    queue_.push_back(std::move(exchange));
  }

  void push(int status, std::string body = {}, std::vector<http::Header> headers = {}) {
    push(reply(status, std::move(body), std::move(headers)));
  }

  void answer_with(Answer answer) {
    std::lock_guard const lock(mutex_);
    answer_ = std::move(answer);
  }

  std::vector<Sent> sent() const {
    std::lock_guard const lock(mutex_);
    return sent_;
  }

  std::size_t count() const {
    std::lock_guard const lock(mutex_);
    return sent_.size();
  }

  static http::Exchange reply(int status, std::string body = {},
                              std::vector<http::Header> headers = {}) {
    return http::Response{.status = status, .headers = std::move(headers), .body = std::move(body)};
  }

  static http::Exchange fault(http::Fault fault, bool request_sent = false) {
    return tl::unexpected<http::TransportError>(
        {.fault = fault, .message = "as the test's script says", .request_sent = request_sent});
  }

 private:
  static http::Exchange through_sink(http::Exchange exchange, http::Sink* sink) {
    if (exchange && sink != nullptr && !exchange->body.empty() &&
        (exchange->status == 200 || exchange->status == 206)) {
      auto const body = std::exchange(exchange->body, {});
      return sink->take(*exchange, body) ? exchange : fault(http::Fault::too_large, true);
    }
    return exchange;
  }

  // Keeps the request and gives what will answer it, which then runs without the lock: it may send
  // requests of its own.
  Answer remember(http::Request const& request) {
    std::lock_guard const lock(mutex_);
    Sent sent{.request = request, .body = std::string(request.body).append(request.body_end)};
    sent.request.body = {};
    sent.request.body_end = {};
    sent_.push_back(std::move(sent));
    if (!queue_.empty()) {
      auto next = std::move(queue_.front());
      queue_.pop_front();
      return [next = std::move(next)](http::Request const&) { return next; };
    }
    if (answer_) {
      return answer_;
    }
    return [](http::Request const&) { return fault(http::Fault::unreachable); };
  }

  mutable std::mutex mutex_;
  std::deque<http::Exchange> queue_;
  Answer answer_;
  std::vector<Sent> sent_;
};

}  // namespace stacktag::fakes
