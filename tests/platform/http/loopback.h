// SPDX-License-Identifier: Apache-2.0
// A raw TCP server on loopback that does to its clients exactly what a test says, right or wrong.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace stacktag::http {

/// The server's side of one connection.
class Peer final {
 public:
  Peer(int socket, std::stop_token stop) : socket_(socket), stop_(std::move(stop)) {}

  /// Head and body of the next request; nothing once the client has left.
  std::optional<std::string> read_request();
  /// As far as the client takes it.
  bool write(std::string_view bytes);
  /// Ends the connection with a reset instead of an orderly end.
  void reset();
  /// Returns once the client has closed or the server stops.
  void wait_for_close();
  /// False where the server stops meanwhile.
  bool pause(std::chrono::milliseconds time);
  int socket() const { return socket_; }

 private:
  int socket_;
  std::stop_token stop_;
  std::string unread_;
};

class Loopback final {
 public:
  using Behaviour = std::function<void(Peer&)>;

  /// Serves each connection in a thread of its own; the connection ends with the behaviour.
  explicit Loopback(Behaviour behaviour);
  ~Loopback();
  Loopback(Loopback const&) = delete;
  Loopback& operator=(Loopback const&) = delete;

  std::string url(std::string_view path = "/") const;
  std::uint16_t port() const { return port_; }
  int connections() const;

 private:
  void serve(std::stop_token const& stop);

  Behaviour behaviour_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::jthread> peers_;
  std::jthread acceptor_;
};

/// An answer with a Content-Length.
std::string answer(std::string_view body, std::string_view status = "200 OK",
                   std::string_view headers = {});

/// Answers every request on a connection with `bytes`, until the client leaves.
Loopback::Behaviour always(std::string bytes);

/// Writes `bytes` after the first request and ends the connection.
Loopback::Behaviour once(std::string bytes);

}  // namespace stacktag::http
