// SPDX-License-Identifier: Apache-2.0
#include "lambda/termination.h"

#include <pthread.h>

namespace stacktag::lambda {

// A thread that waits may do what a signal handler may not: take the locks of a stop source.
Termination::Termination() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  waiting_ = std::jthread([this] {
    int signal = 0;
    sigwait(&signals_, &signal);
    stop_.request_stop();
  });
}

Termination::~Termination() {
  pthread_kill(waiting_.native_handle(), SIGINT);
  waiting_.join();
}

}  // namespace stacktag::lambda
