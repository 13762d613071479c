// SPDX-License-Identifier: Apache-2.0
// One client: reads a request, has it answered, writes the answer, and so on, with a deadline for
// each. Nothing is read while an answer is awaited, so a client that sends ahead waits in TCP.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http_server/reply_text.h"
#include "http_server/request_reader.h"
#include "http_server/server_state.h"
#include "http_server/wire.h"
#include "stacktag/clock.h"

namespace stacktag::http {

class Loop;

struct Caller {
  std::string address{};
  std::string network{};  ///< by which it is counted
  bool is_loopback = false;
};

/// All in the thread of its loop.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  /// `caller` has joined the peers, and leaves them with the connection.
  Connection(Tcp::socket socket, Caller caller, Loop& loop, ServerState& state);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  void start();
  /// Of the request with this number; ignored where that is no longer waited for.
  void answer(std::uint64_t request, std::optional<ServerReply> reply);
  /// Ends what has been going on for too long.
  void check(SteadyTime now);
  void close_if_idle();
  void close();

 private:
  enum class Phase { handshake, idle, head, body, answer, write, parting, closed };

  void enter(Phase phase, std::chrono::milliseconds time_max);
  void await_request();
  void read();
  void on_read(AsioError const& error, std::size_t bytes);
  void parse();
  bool admit_head();
  void go_on();
  bool hold_body();
  void release_body();
  void hand_over();
  void refuse(Refusal why, std::optional<std::chrono::milliseconds> retry_after = std::nullopt);
  void send(ServerReply const& reply, Afterwards afterwards);
  void on_written(AsioError const& error);
  void part();
  void throw_away();

  std::string_view unread() const { return {buffer_.get() + begin_, end_ - begin_}; }

  Wire wire_;
  Caller const caller_;
  Loop& loop_;
  ServerState& state_;
  RequestReader reader_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  Phase phase_ = Phase::idle;
  SteadyTime deadline_{};
  bool is_reading_ = false;
  bool is_going_on_ = false;  // 100 Continue is being written
  bool was_refused_ = false;
  bool keep_alive_ = false;
  Content content_ = Content::whole;
  Afterwards afterwards_ = Afterwards::close;
  std::uint64_t served_ = 0;
  std::size_t held_bytes_ = 0;  // of the request's body, counted in the server's state
  std::size_t thrown_away_bytes_ = 0;
  std::string out_;
};

}  // namespace stacktag::http
