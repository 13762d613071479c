// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <sys/socket.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "http/decode.h"

namespace stacktag::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using BeastRequest = beast::http::request<beast::http::string_body>;
using BeastReply = beast::http::response<beast::http::string_body>;

Request translate(BeastRequest& from) {
  Request request{.method = std::string(from.method_string()),
                  .target = std::string(from.target()),
                  .body = std::move(from.body())};
  auto const question = request.target.find('?');
  request.path = decode_percent(request.target.substr(0, question), false);
  if (question != std::string::npos) {
    request.query = decode_query(std::string_view(request.target).substr(question + 1));
  }
  for (auto const& field : from) {
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  return request;
}

BeastReply translate(Reply&& from, BeastRequest const& request) {
  BeastReply reply(static_cast<beast::http::status>(from.status), request.version());
  for (auto const& header : from.headers) {
    reply.insert(header.name, header.value);
  }
  reply.keep_alive(request.keep_alive());
  reply.body() = std::move(from.body);
  bool const has_length = reply.find(beast::http::field::content_length) != reply.end();
  if (!has_length) {
    reply.prepare_payload();
  }
  return reply;
}

// What ends waiting early: the end of the server.
class Stop {
 public:
  void request() {
    std::lock_guard const lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }
  /// False where the server ended meanwhile.
  bool wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return stopped_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
};

class Connection {
 public:
  Connection(Tcp::socket socket, Handler const& handler, std::size_t body_bytes_max, Stop& stop)
      : socket_(std::move(socket)),
        handler_(handler),
        body_bytes_max_(body_bytes_max),
        stop_(stop) {}

  void run() {
    beast::error_code error;
    socket_.set_option(Tcp::no_delay(true), error);
    while (serve_one()) {
    }
    socket_.shutdown(Tcp::socket::shutdown_both, error);
    finished_ = true;
  }

  bool finished() const { return finished_; }

  // Called from another thread: makes every blocked read and write of this connection end.
  void shut_down() {
    std::lock_guard const lock(closing_);
    if (!closed_) {
      ::shutdown(handle_, SHUT_RDWR);
    }
  }

 private:
  bool serve_one() {
    beast::http::request_parser<beast::http::string_body> parser;
    parser.body_limit(body_bytes_max_);
    parser.header_limit(64 * 1024);
    beast::error_code error;
    beast::http::read_header(socket_, buffer_, parser, error);
    if (error) {
      return false;
    }
    if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
      BeastReply go_on(beast::http::status::continue_, parser.get().version());
      beast::http::write(socket_, go_on, error);
    }
    beast::http::read(socket_, buffer_, parser, error);
    if (error) {
      return refuse(error);
    }
    auto request = parser.release();
    auto translated = translate(request);
    translated.is_abandoned = [this] { return client_has_left(); };
    auto reply = handler_(translated);
    if (reply.delay.count() > 0 && !stop_.wait(reply.delay)) {
      return false;
    }
    return send(std::move(reply), request) && request.keep_alive();
  }

  // The end of the stream, or an error, is there to be read.
  bool client_has_left() {
    char byte = 0;
    auto const got = ::recv(socket_.native_handle(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
  }

  bool refuse(beast::error_code why) {
    if (why == beast::http::error::body_limit) {
      BeastReply reply(beast::http::status::payload_too_large, 11);
      reply.keep_alive(false);
      reply.prepare_payload();
      beast::error_code ignored;
      beast::http::write(socket_, reply, ignored);
    }
    return false;
  }

  bool send(Reply reply, BeastRequest const& request) {
    auto const manner = reply.manner;
    if (manner == Manner::reset) {
      beast::error_code error;
      socket_.set_option(asio::socket_base::linger(true, 0), error);
      std::lock_guard const lock(closing_);
      closed_ = true;
      socket_.close(error);
      return false;
    }
    if (manner == Manner::hang) {
      return hang();
    }
    auto message = translate(std::move(reply), request);
    if (manner == Manner::whole) {
      return write_whole(message, request.method() == beast::http::verb::head);
    }
    std::ostringstream head;
    head << message.base();
    auto const text = head.str() + (manner == Manner::truncated
                                        ? message.body().substr(0, message.body().size() / 2)
                                        : message.body());
    return manner == Manner::truncated ? write_and_end(text) : drip(text);
  }

  bool write_whole(BeastReply& message, bool head_only) {
    beast::error_code error;
    if (head_only) {
      beast::http::response_serializer<beast::http::string_body> serializer(message);
      beast::http::write_header(socket_, serializer, error);
    } else {
      beast::http::write(socket_, message, error);
    }
    return !error;
  }

  bool write_and_end(std::string const& text) {
    beast::error_code error;
    asio::write(socket_, asio::buffer(text), error);
    return false;
  }

  bool drip(std::string const& text) {
    beast::error_code error;
    for (char const& byte : text) {
      asio::write(socket_, asio::buffer(&byte, 1), error);
      if (error || !stop_.wait(std::chrono::milliseconds(200))) {
        return false;
      }
    }
    return false;
  }

  // Until the client leaves or the server ends: then the read gives something else than a byte.
  bool hang() {
    beast::error_code error;
    char byte = 0;
    while (!error) {
      socket_.read_some(asio::buffer(&byte, 1), error);
    }
    return false;
  }

  Tcp::socket socket_;
  int const handle_ = socket_.native_handle();
  std::mutex closing_;  // a handle that is closed may be another connection's next
  bool closed_ = false;
  beast::flat_buffer buffer_;
  Handler const& handler_;
  std::size_t const body_bytes_max_;
  Stop& stop_;
  std::atomic<bool> finished_{false};
};

class LoopbackServer final : public Server {
 public:
  LoopbackServer(ServerOptions const& options, Handler handler)
      : options_(options), handler_(std::move(handler)), acceptor_(io_) {
    Tcp::endpoint const address(asio::ip::address_v4::loopback(), options.port);
    beast::error_code error;
    acceptor_.open(address.protocol(), error);
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    acceptor_.bind(address, error);
    if (!error) {
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
      throw std::runtime_error("cannot listen on 127.0.0.1:" + std::to_string(options.port) + ": " +
                               error.message());
    }
    port_ = acceptor_.local_endpoint().port();
    accepting_ = std::jthread([this](std::stop_token const& stopping) { accept(stopping); });
  }

  ~LoopbackServer() override {
    accepting_.request_stop();
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    accepting_.join();
    stop_.request();
    for (auto& [connection, thread] : connections_) {
      connection->shut_down();
    }
    connections_.clear();  // joins
  }

  std::uint16_t port() const override { return port_; }

 private:
  struct Served {
    std::unique_ptr<Connection> connection;
    std::jthread thread;
  };

  void accept(std::stop_token const& stopping) {
    while (!stopping.stop_requested()) {
      beast::error_code error;
      Tcp::socket socket(io_);
      acceptor_.accept(socket, error);
      if (error) {
        continue;
      }
      connections_.remove_if([](Served const& served) { return served.connection->finished(); });
      auto connection =
          std::make_unique<Connection>(std::move(socket), handler_, options_.body_bytes_max, stop_);
      auto* runner = connection.get();
      connections_.push_back({std::move(connection), std::jthread([runner] { runner->run(); })});
    }
  }

  ServerOptions const options_;
  Handler const handler_;
  asio::io_context io_;
  Tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  Stop stop_;
  std::list<Served> connections_;
  std::jthread accepting_;
};

}  // namespace

std::unique_ptr<Server> start_server(ServerOptions const& options, Handler handler) {
  return std::make_unique<LoopbackServer>(options, std::move(handler));
}

}  // namespace stacktag::sandbox
