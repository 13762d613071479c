// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT as a stop token. To be made before any other thread, so that every thread
// inherits the blocked signals.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace stacktag::lambda {

class Termination {
 public:
  Termination();
  ~Termination();
  Termination(Termination const&) = delete;
  Termination& operator=(Termination const&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

 private:
  sigset_t signals_{};
  std::stop_source stop_;
  std::jthread waiting_;
};

}  // namespace stacktag::lambda
