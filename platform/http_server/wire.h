// SPDX-License-Identifier: Apache-2.0
// The bytes of a connection, in the clear or through TLS.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <utility>

#include "http_server/tls.h"

namespace stacktag::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using AsioError = boost::system::error_code;

class Wire final {
 public:
  /// In the clear where there is no context.
  Wire(Tcp::socket socket, TlsContext context)
      : socket_(std::move(socket)), context_(std::move(context)) {
    AsioError ignored;
    socket_.set_option(Tcp::no_delay(true), ignored);
    if (context_) {
      tls_.emplace(socket_, *context_);
    }
  }

  Wire(Wire const&) = delete;
  Wire& operator=(Wire const&) = delete;

  bool is_tls() const { return tls_.has_value(); }

  template <class Done>
  void shake_hands(Done done) {
    tls_->async_handshake(asio::ssl::stream_base::server, std::move(done));
  }

  template <class Done>
  void read(asio::mutable_buffer into, Done done) {
    if (tls_) {
      tls_->async_read_some(into, std::move(done));
    } else {
      socket_.async_read_some(into, std::move(done));
    }
  }

  template <class Done>
  void write(asio::const_buffer from, Done done) {
    if (tls_) {
      asio::async_write(*tls_, from, std::move(done));
    } else {
      asio::async_write(socket_, from, std::move(done));
    }
  }

  /// Tells the other side that nothing more comes. Not while a read or a write is under way.
  template <class Done>
  void say_goodbye(Done done) {
    tls_->async_shutdown(std::move(done));
  }

  void end_sending() {
    AsioError ignored;
    socket_.shutdown(Tcp::socket::shutdown_send, ignored);
  }

  void close() {
    AsioError ignored;
    socket_.close(ignored);
  }

 private:
  Tcp::socket socket_;
  TlsContext context_;
  std::optional<asio::ssl::stream<Tcp::socket&>> tls_;
};

}  // namespace stacktag::http
