// SPDX-License-Identifier: Apache-2.0
// Ctrl-C while tags are being written: an editor's tags must not be lost between a write and its
// repair.
#pragma once

#include <signal.h>

#include <atomic>
#include <stop_token>
#include <thread>

#include "http/client.h"

namespace stacktag::cli {

/// While it lives, a first SIGINT or SIGTERM asks for a stop and a second one ends the process at
/// once. There is at most one at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(Interruption const&) = delete;
  Interruption& operator=(Interruption const&) = delete;

  /// Stops what may be stopped.
  std::stop_token token() const { return stop_.get_token(); }
  /// Whether there was a signal.
  bool came() const;
  /// From here on a signal stops nothing, it is only remembered. False where one was first: then
  /// nothing may begin that has to be finished.
  bool hold();
  bool is_held() const { return way_ == Way::held; }

 private:
  enum class Way { open, held, stopped };

  void wait();

  std::stop_source stop_{};
  std::atomic<Way> way_ = Way::open;
  std::atomic<bool> ended_ = false;
  struct sigaction interrupt_before_ {};
  struct sigaction terminate_before_ {};
  std::jthread waiting_{};
};

/// Sends through another client, and from the first write of an asset on lets no signal stop
/// anything.
class HoldingClient final : public http::Client {
 public:
  HoldingClient(http::Client& client, Interruption& interruption)
      : client_(client), interruption_(interruption) {}

  http::Exchange send(http::Request const& request) override;

 private:
  http::Client& client_;
  Interruption& interruption_;
};

}  // namespace stacktag::cli
