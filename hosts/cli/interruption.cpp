// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"

#include <semaphore.h>
#include <unistd.h>

#include <cerrno>

#include "cli/exit_code.h"

namespace stacktag::cli {
namespace {

// What the handler may touch: an atomic without a lock, and a semaphore. Both outlive every
// handler.
std::atomic<int> g_signals = 0;
sem_t g_wake;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void on_signal(int /*signal*/) {
  if (++g_signals > 1) {
    _exit(static_cast<int>(ExitCode::interrupted));
  }
  int const error = errno;
  sem_post(&g_wake);
  errno = error;
}

// An instance's role asks for its token with a PUT too.
bool is_write(http::Request const& request) {
  return request.method == http::Method::put &&
         request.url.find("/v3/assets/") != std::string::npos;
}

}  // namespace

Interruption::Interruption() {
  sem_init(&g_wake, 0, 0);
  g_signals = 0;
  // A thread that waits may do what a signal handler may not: take the locks of a stop source.
  waiting_ = std::jthread([this] { wait(); });
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &interrupt_before_);
  sigaction(SIGTERM, &action, &terminate_before_);
}

Interruption::~Interruption() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
  ended_ = true;
  sem_post(&g_wake);
  waiting_.join();
}

void Interruption::wait() {
  while (sem_wait(&g_wake) != 0) {  // a signal's handler has run on this thread
  }
  if (ended_) {
    return;
  }
  auto open = Way::open;
  if (way_.compare_exchange_strong(open, Way::stopped)) {
    stop_.request_stop();
  }
}

bool Interruption::came() const {
  return g_signals > 0;
}

bool Interruption::hold() {
  auto open = Way::open;
  return way_.compare_exchange_strong(open, Way::held) || open == Way::held;
}

http::Exchange HoldingClient::send(http::Request const& request) {
  if (is_write(request) && !interruption_.hold()) {
    return tl::unexpected<http::TransportError>(
        {.fault = http::Fault::cancelled, .message = "interrupted before the request was sent"});
  }
  return client_.send(request);
}

}  // namespace stacktag::cli
