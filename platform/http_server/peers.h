// SPDX-License-Identifier: Apache-2.0
// Who is connected and how often each has asked of late: what one client may take of the server
// must not be more than its share.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "http_server/server.h"
#include "stacktag/clock.h"

namespace stacktag::http {

/// What counts as one peer: an IPv4 address, or the network of 64 bits that an IPv6 address is of,
/// as anybody who has one address of it has all.
std::string network_of(std::string const& address);

/// Safe to call from several threads.
class Peers final {
 public:
  explicit Peers(ServerLimits const& limits);

  /// False, and nothing is counted, where this one has as many connections as it may.
  bool join(std::string const& peer, SteadyTime now);
  void leave(std::string const& peer);

  /// Counts one request of a peer that has joined. Where that is one too many: how long to wait.
  std::optional<std::chrono::milliseconds> charge(std::string const& peer, SteadyTime now);

  std::size_t remembered() const;

 private:
  struct Peer {
    std::size_t connections = 0;
    SteadyTime full_at{};  ///< when all of its burst would be there again
  };

  void forget_idle(SteadyTime now);

  std::size_t const connections_max_;
  SteadyTime::duration step_{};
  SteadyTime::duration tolerance_{};
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Peer> peers_;
  std::size_t forget_above_;
};

}  // namespace stacktag::http
