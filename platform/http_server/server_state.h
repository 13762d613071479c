// SPDX-License-Identifier: Apache-2.0
// What all connections of a server share.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

#include "http_server/peers.h"
#include "http_server/server.h"
#include "http_server/tls.h"

namespace stacktag::http {

struct ServerState {
  ServerState(ServerLimits const& kept, ServerHandler called)
      : limits(kept), handler(std::move(called)), peers(kept) {}

  void count(Refusal refusal) { ++refused[static_cast<std::size_t>(refusal)]; }

  /// Nothing where the server speaks in the clear.
  TlsContext tls() const {
    std::lock_guard const lock(tls_mutex);
    return tls_context;
  }
  void use(TlsContext context) {
    std::lock_guard const lock(tls_mutex);
    tls_context = std::move(context);
  }

  ServerLimits const limits;
  ServerHandler const handler;
  Peers peers;
  std::atomic<bool> is_stopping{false};
  std::atomic<std::size_t> bodies_bytes{0};
  std::atomic<std::size_t> connections_open{0};
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> accept_failures{0};
  std::array<std::atomic<std::uint64_t>, k_refusals.size()> refused{};
  mutable std::mutex tls_mutex{};
  TlsContext tls_context{};
};

}  // namespace stacktag::http
