// SPDX-License-Identifier: Apache-2.0
// A raw TCP client on loopback that sends exactly what a test says, right or wrong.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace stacktag::http {

struct SeenReply {
  int status = 0;
  std::string head{};
  std::string body{};

  bool has_header(std::string_view line) const;  ///< as written, "Name: value"
};

class Visitor final {
 public:
  /// Where nobody listens, is_connected() is false.
  explicit Visitor(std::uint16_t port, char const* from = "127.0.0.1");
  ~Visitor();
  Visitor(Visitor&& other) noexcept;
  Visitor(Visitor const&) = delete;
  Visitor& operator=(Visitor const&) = delete;

  bool is_connected() const { return is_connected_; }
  int socket() const { return socket_; }

  /// As far as the server takes it.
  bool send(std::string_view bytes);
  void end_sending();
  /// The next answer, interim ones among them. Status 0 where the connection ends before.
  SeenReply reply();
  /// The same for an answer to HEAD.
  SeenReply reply_without_body();
  /// Everything up to the end of the connection, orderly or not.
  std::string rest();
  /// Whether something, be it the end, comes within this time.
  bool hears_within(std::chrono::milliseconds time) const;

 private:
  bool receive();
  SeenReply read_head();

  int socket_ = -1;
  bool is_connected_ = false;
  std::string unread_;
};

}  // namespace stacktag::http
