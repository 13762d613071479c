// SPDX-License-Identifier: Apache-2.0
// The port: takes connections, as many as there may be, and spreads them over the loops.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http_server/loop.h"
#include "http_server/server_state.h"
#include "stacktag/result.h"

namespace stacktag::http {

class Acceptor final {
 public:
  /// Lives in the first loop's thread.
  Acceptor(std::vector<std::unique_ptr<Loop>>& loops, ServerState& state);

  // Before the loops run:
  Result<void> open(std::string const& address, std::uint16_t port);
  std::uint16_t port() const { return port_; }

  void accept();
  void close();

 private:
  void on_accepted(AsioError const& error, Tcp::socket socket, Loop& loop);
  void welcome(Tcp::socket socket, Loop& loop);
  void turn_away(Tcp::socket& socket, Refusal why);
  void pause();

  std::vector<std::unique_ptr<Loop>>& loops_;
  ServerState& state_;
  Tcp::acceptor acceptor_;
  asio::steady_timer timer_;
  std::uint16_t port_ = 0;
  std::size_t next_ = 0;
};

}  // namespace stacktag::http
