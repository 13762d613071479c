// SPDX-License-Identifier: Apache-2.0
// One thread with the connections that it serves. A connection stays with its thread, so that it
// needs no locks.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <thread>
#include <unordered_map>

#include "http_server/answer.h"
#include "http_server/connection.h"
#include "http_server/server_state.h"
#include "http_server/wire.h"

namespace stacktag::http {

class Loop final {
 public:
  explicit Loop(ServerState& state);
  ~Loop();
  Loop(Loop const&) = delete;
  Loop& operator=(Loop const&) = delete;

  asio::io_context& io() { return io_; }

  // From any thread:
  void start();
  void close_idle();
  /// Joins the thread; the connections end with this object.
  void end();

  // In the loop's own thread:
  void adopt(Tcp::socket socket, Caller caller);
  void forget(Connection const& connection);
  std::shared_ptr<Mailbox> const& mailbox() const { return mailbox_; }

 private:
  void run();
  void deliver();
  void tick();
  void check_deadlines();

  ServerState& state_;
  std::chrono::milliseconds const period_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  asio::steady_timer timer_{io_};
  bool is_ticking_ = false;
  std::shared_ptr<Mailbox> mailbox_;
  std::unordered_map<Connection const*, std::shared_ptr<Connection>> connections_;
  std::jthread thread_;
};

}  // namespace stacktag::http
