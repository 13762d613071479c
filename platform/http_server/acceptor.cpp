// SPDX-License-Identifier: Apache-2.0
#include "http_server/acceptor.h"

#include <sys/socket.h>

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "http_server/reply_text.h"

namespace stacktag::http {
namespace {

// How a client is called and counted.
Caller caller_at(Tcp::endpoint const& endpoint) {
  auto address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  auto text = address.to_string();
  auto network = network_of(text);
  return {.address = std::move(text),
          .network = std::move(network),
          .is_loopback = address.is_loopback()};
}

}  // namespace

Acceptor::Acceptor(std::vector<std::unique_ptr<Loop>>& loops, ServerState& state)
    : loops_(loops), state_(state), acceptor_(loops[0]->io()), timer_(loops[0]->io()) {}

Result<void> Acceptor::open(std::string const& address, std::uint16_t port) {
  AsioError error;
  auto const parsed = asio::ip::make_address(address, error);
  if (error) {
    return fail(Reason::bad_configuration, "\"" + address + "\" is no IP address to listen on");
  }
  Tcp::endpoint const endpoint(parsed, port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) {
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  }
  if (!error && parsed.is_v6()) {
    acceptor_.set_option(asio::ip::v6_only(!parsed.is_unspecified()), error);
  }
  if (!error) {
    acceptor_.bind(endpoint, error);
  }
  if (!error) {
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    auto const name = parsed.is_v6() ? "[" + address + "]" : address;
    return fail(Reason::bad_configuration,
                "cannot listen on " + name + ":" + std::to_string(port) + ": " + error.message());
  }
  port_ = acceptor_.local_endpoint(error).port();
  return {};
}

void Acceptor::accept() {
  auto& loop = *loops_[next_++ % loops_.size()];
  acceptor_.async_accept(loop.io(), [this, &loop](AsioError const& error, Tcp::socket socket) {
    on_accepted(error, std::move(socket), loop);
  });
}

void Acceptor::on_accepted(AsioError const& error, Tcp::socket socket, Loop& loop) {
  if (!acceptor_.is_open()) {
    return;
  }
  if (!error) {
    welcome(std::move(socket), loop);
    return accept();
  }
  ++state_.accept_failures;
  if (error == asio::error::connection_aborted) {
    return accept();
  }
  pause();
}

// Out of file handles or memory, the port stays ready and trying again at once would fail at once.
void Acceptor::pause() {
  timer_.expires_after(limits::server_accept_pause);
  timer_.async_wait([this](AsioError const&) {
    if (acceptor_.is_open()) {
      accept();
    }
  });
}

void Acceptor::welcome(Tcp::socket socket, Loop& loop) {
  ++state_.connections;
  AsioError error;
  auto const endpoint = socket.remote_endpoint(error);
  if (error) {
    return;  // it has left already
  }
  if (state_.connections_open >= state_.limits.connections_max) {
    return turn_away(socket, Refusal::too_many_connections);
  }
  auto caller = caller_at(endpoint);
  if (!state_.peers.join(caller.network, std::chrono::steady_clock::now())) {
    return turn_away(socket, Refusal::too_many_of_peer);
  }
  ++state_.connections_open;
  if (&loop == loops_[0].get()) {
    return loop.adopt(std::move(socket), std::move(caller));
  }
  asio::post(loop.io(), [&loop, socket = std::move(socket), caller = std::move(caller)]() mutable {
    loop.adopt(std::move(socket), std::move(caller));
  });
}

// Said where it costs nothing: not through TLS, and not to a client that does not take it at once.
void Acceptor::turn_away(Tcp::socket& socket, Refusal why) {
  state_.count(why);
  if (!state_.tls()) {
    std::string text;
    append_reply(text, reply_of(why), Afterwards::close, Content::whole);
    ::send(socket.native_handle(), text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  AsioError ignored;
  socket.shutdown(Tcp::socket::shutdown_both, ignored);
}

void Acceptor::close() {
  AsioError ignored;
  acceptor_.close(ignored);
  timer_.cancel();
}

}  // namespace stacktag::http
