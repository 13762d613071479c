// SPDX-License-Identifier: Apache-2.0
#include "platform/http_server/visitor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace stacktag::http {

bool SeenReply::has_header(std::string_view line) const {
  return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

Visitor::Visitor(std::uint16_t port, char const* from)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  // A server that says nothing fails a test instead of stopping it.
  timeval const patience{.tv_sec = 20, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = inet_addr(from);
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  bool const is_bound = bind(socket_, raw, sizeof address) == 0;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  is_connected_ = is_bound && connect(socket_, raw, sizeof address) == 0;
}

Visitor::~Visitor() {
  if (socket_ >= 0) {
    close(socket_);
  }
}

Visitor::Visitor(Visitor&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      is_connected_(other.is_connected_),
      unread_(std::move(other.unread_)) {}

bool Visitor::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Visitor::end_sending() {
  shutdown(socket_, SHUT_WR);
}

bool Visitor::receive() {
  char buffer[65536];
  auto const got = recv(socket_, buffer, sizeof buffer, 0);
  if (got > 0) {
    unread_.append(buffer, static_cast<std::size_t>(got));
  }
  return got > 0;
}

SeenReply Visitor::read_head() {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) {
      return {};
    }
  }
  SeenReply reply{.head = unread_.substr(0, end + 2)};
  unread_.erase(0, end + 4);
  reply.status = std::atoi(reply.head.c_str() + std::string_view("HTTP/1.1 ").size());
  return reply;
}

SeenReply Visitor::reply_without_body() {
  return read_head();
}

SeenReply Visitor::reply() {
  auto reply = read_head();
  constexpr std::string_view k_length = "\r\nContent-Length: ";
  auto const at = reply.head.find(k_length);
  std::size_t const length =
      at == std::string::npos
          ? 0
          : std::strtoull(reply.head.c_str() + at + k_length.size(), nullptr, 10);
  while (unread_.size() < length && receive()) {
  }
  reply.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return reply;
}

std::string Visitor::rest() {
  while (receive()) {
  }
  return std::exchange(unread_, {});
}

bool Visitor::hears_within(std::chrono::milliseconds time) const {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  return !unread_.empty() || poll(&waiting, 1, static_cast<int>(time.count())) > 0;
}

}  // namespace stacktag::http
