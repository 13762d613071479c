// SPDX-License-Identifier: Apache-2.0
#include "http_server/peers.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace stacktag::http {
namespace {

using std::chrono::ceil;
using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

// Those who have left are forgotten when there are so many, so that it is done seldom.
constexpr std::size_t k_peers_min = 1024;

}  // namespace

std::string network_of(std::string const& address) {
  in6_addr bytes{};
  auto const scope = address.find('%');
  if (inet_pton(AF_INET6, address.substr(0, scope).c_str(), &bytes) != 1) {
    return address;
  }
  std::fill(std::begin(bytes.s6_addr) + 8, std::end(bytes.s6_addr), std::uint8_t{0});
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(AF_INET6, &bytes, text, sizeof text);
  return text;
}

Peers::Peers(ServerLimits const& limits)
    : connections_max_(limits.connections_per_peer_max), forget_above_(k_peers_min) {
  if (auto const rate = limits.requests_per_peer_per_second; rate > 0) {
    auto const burst = std::max(limits.burst_per_peer_requests, 1.0);
    step_ = duration_cast<SteadyTime::duration>(duration<double>(1 / rate));
    tolerance_ = duration_cast<SteadyTime::duration>(duration<double>((burst - 1) / rate));
  }
}

bool Peers::join(std::string const& peer, SteadyTime now) {
  std::lock_guard const lock(mutex_);
  if (peers_.size() >= forget_above_) {
    forget_idle(now);
  }
  auto& entry = peers_[peer];
  if (entry.connections >= connections_max_) {
    return false;
  }
  ++entry.connections;
  return true;
}

void Peers::leave(std::string const& peer) {
  std::lock_guard const lock(mutex_);
  if (auto const found = peers_.find(peer); found != peers_.end()) {
    --found->second.connections;
  }
}

std::optional<milliseconds> Peers::charge(std::string const& peer, SteadyTime now) {
  if (step_.count() == 0) {
    return std::nullopt;
  }
  std::lock_guard const lock(mutex_);
  auto& full_at = peers_[peer].full_at;
  auto const due = full_at - tolerance_;
  if (due > now) {
    return ceil<milliseconds>(due - now);
  }
  full_at = std::max(full_at, now) + step_;
  return std::nullopt;
}

std::size_t Peers::remembered() const {
  std::lock_guard const lock(mutex_);
  return peers_.size();
}

// Without connections and with all of its burst, a peer is as one that was never here.
void Peers::forget_idle(SteadyTime now) {
  std::erase_if(peers_, [now](auto const& entry) {
    return entry.second.connections == 0 && entry.second.full_at <= now;
  });
  forget_above_ = std::max(k_peers_min, 2 * peers_.size());
}

}  // namespace stacktag::http
