// SPDX-License-Identifier: Apache-2.0
#include "platform/http/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace stacktag::http {
namespace {

std::size_t content_length(std::string const& head) {
  constexpr std::string_view k_name = "\r\ncontent-length:";
  auto const at =
      std::search(head.begin(), head.end(), k_name.begin(), k_name.end(),
                  [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
  return at == head.end() ? 0 : std::strtoull(&*at + k_name.size(), nullptr, 10);
}

}  // namespace

std::optional<std::string> Peer::read_request() {
  for (;;) {
    if (auto const end = unread_.find("\r\n\r\n"); end != std::string::npos) {
      auto const length = end + 4 + content_length(unread_.substr(0, end));
      if (unread_.size() >= length) {
        auto request = unread_.substr(0, length);
        unread_.erase(0, length);
        return request;
      }
    }
    char buffer[65536];
    auto const got = recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) {
      return std::nullopt;
    }
    unread_.append(buffer, static_cast<std::size_t>(got));
  }
}

bool Peer::write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Peer::reset() {
  linger const at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void Peer::wait_for_close() {
  char buffer[4096];
  while (recv(socket_, buffer, sizeof buffer, 0) > 0) {
  }
}

bool Peer::pause(std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  return !never.wait_for(lock, stop_, time, [this] { return stop_.stop_requested(); });
}

Loopback::Loopback(Behaviour behaviour)
    : behaviour_(std::move(behaviour)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, raw, length) != 0 || listen(listener_, 128) != 0 ||
      getsockname(listener_, raw, &length) != 0) {
    throw std::runtime_error("no port on loopback");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this](std::stop_token const& stop) { serve(stop); });
}

Loopback::~Loopback() {
  acceptor_.request_stop();
  acceptor_.join();
  for (auto& peer : peers_) {
    peer.request_stop();
  }
  for (auto const socket : sockets_) {
    shutdown(socket, SHUT_RDWR);
  }
  peers_.clear();
  for (auto const socket : sockets_) {
    close(socket);
  }
  close(listener_);
}

// Sockets stay open, though shut down, until the end: so no number is used twice meanwhile.
void Loopback::serve(std::stop_token const& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, 10) <= 0) {
      continue;
    }
    auto const socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) {
      continue;
    }
    std::lock_guard const lock(mutex_);
    sockets_.push_back(socket);
    peers_.emplace_back([this, socket](std::stop_token peer_stop) {
      Peer peer(socket, std::move(peer_stop));
      behaviour_(peer);
      shutdown(socket, SHUT_RDWR);
    });
  }
}

std::string Loopback::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

int Loopback::connections() const {
  std::lock_guard const lock(mutex_);
  return static_cast<int>(sockets_.size());
}

std::string answer(std::string_view body, std::string_view status, std::string_view headers) {
  std::string text = "HTTP/1.1 ";
  text.append(status).append("\r\n").append(headers);
  text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

Loopback::Behaviour always(std::string bytes) {
  return [bytes = std::move(bytes)](Peer& peer) {
    while (peer.read_request() && peer.write(bytes)) {
    }
  };
}

Loopback::Behaviour once(std::string bytes) {
  return [bytes = std::move(bytes)](Peer& peer) {
    peer.read_request();
    peer.write(bytes);
  };
}

}  // namespace stacktag::http
