// SPDX-License-Identifier: Apache-2.0
// Lambda's Runtime API, and the queue of events between it and whoever invokes the function.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http/server.h"
#include "json/json.h"
#include "stacktag/clock.h"

namespace stacktag::sandbox {

class Invocations {
 public:
  Invocations(Clock& clock, std::chrono::milliseconds function_timeout)
      : clock_(clock), timeout_(function_timeout) {}

  enum class Ending { answered, function_error, timed_out };
  struct Result {
    Ending ending = Ending::timed_out;
    std::string payload{};
  };
  /// Hands the event to a runtime and waits for its answer.
  Result invoke(std::string event);

  /// A request below /2018-06-01/runtime.
  Reply answer(Request const& request);

  json::Json counters() const;
  void clear();
  void stop();  ///< ends all waiting

 private:
  enum class State { waiting, running, done };
  struct Invocation {
    std::string id{};
    std::string event{};
    State state = State::waiting;
    Result result{};
    std::chrono::steady_clock::time_point deadline{};
  };
  using Shared = std::shared_ptr<Invocation>;

  Reply next(Request const& request);
  Reply settle(Request const& request, std::string const& id, std::string const& what);

  Clock& clock_;
  std::chrono::milliseconds const timeout_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::deque<Shared> waiting_;
  std::map<std::string, Shared> running_;
  int count_ = 0;
  int function_errors_ = 0;
  json::Json init_errors_ = json::Json::array();
};

}  // namespace stacktag::sandbox
