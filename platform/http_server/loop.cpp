// SPDX-License-Identifier: Apache-2.0
#include "http_server/loop.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

namespace stacktag::http {
namespace {

using std::chrono::milliseconds;

// One timer for all connections: setting one for each step of each request would cost more than
// the steps.
milliseconds period_of(ServerLimits const& limits) {
  auto const shortest =
      std::min({limits.handshake_time_max, limits.header_time_max, limits.body_time_max,
                limits.idle_time_max, limits.answer_time_max, limits.write_time_max,
                limits.parting_time_max});
  return std::clamp(shortest / 4, milliseconds(1), milliseconds(250));
}

}  // namespace

Loop::Loop(ServerState& state)
    : state_(state),
      period_(period_of(state.limits)),
      mailbox_(std::make_shared<Mailbox>([this] { asio::post(io_, [this] { deliver(); }); })) {}

Loop::~Loop() {
  end();
}

void Loop::start() {
  thread_ = std::jthread([this] { run(); });
}

// What gets here is want of memory. Whose step it was is not known, but its deadline is.
void Loop::run() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (std::exception const&) {
    }
  }
}

// What was under way is let go of with io_; nothing here asks for memory.
void Loop::end() {
  mailbox_->close();
  io_.stop();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Loop::close_idle() {
  asio::post(io_, [this] {
    auto const connections = connections_;
    for (auto const& [_, connection] : connections) {
      connection->close_if_idle();
    }
  });
}

void Loop::adopt(Tcp::socket socket, Caller caller) {
  auto const connection =
      std::make_shared<Connection>(std::move(socket), std::move(caller), *this, state_);
  connections_.emplace(connection.get(), connection);
  if (!is_ticking_) {
    tick();
  }
  connection->start();
}

void Loop::forget(Connection const& connection) {
  connections_.erase(&connection);
}

void Loop::deliver() {
  for (auto& answer : mailbox_->take()) {
    if (auto const connection = answer.connection.lock()) {
      connection->answer(answer.request, std::move(answer.reply));
    }
  }
}

void Loop::tick() {
  is_ticking_ = true;
  timer_.expires_after(period_);
  timer_.async_wait([this](AsioError const& error) {
    is_ticking_ = false;
    if (!error && !connections_.empty()) {
      check_deadlines();
      tick();
    }
  });
}

void Loop::check_deadlines() {
  auto const now = std::chrono::steady_clock::now();
  for (auto next = connections_.begin(); next != connections_.end();) {
    auto const connection = (next++)->second;  // it may forget itself
    connection->check(now);
  }
}

}  // namespace stacktag::http
