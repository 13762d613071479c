// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server for the open network, over Boost.Beast: asynchronous, so that a slow client
// costs a few kilobytes and no thread. Everything a client can take of it is limited. What is not
// plainly HTTP is refused and not guessed at, so that no proxy in front can read it otherwise.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/client.h"
#include "http_server/refusal.h"
#include "stacktag/limits.h"
#include "stacktag/result.h"

namespace stacktag::http {

struct ServerRequest {
  std::string method{};                        ///< as sent; the case of its letters counts
  std::string target{};                        ///< path and query as sent
  std::string path{};                          ///< decoded; no NUL, no control, no dot segment
  std::map<std::string, std::string> query{};  ///< decoded; of a repeated name the last counts
  std::vector<Header> headers{};
  std::string body{};
  std::string peer{};  ///< address of the client or of the proxy in front; IPv4 where it is that
  bool from_loopback = false;

  /// The first header of this name, in any case of letters; empty where there is none.
  std::string_view header(std::string_view name) const;
};

/// Content-Length, Connection and Transfer-Encoding are the server's own business: it leaves them
/// out of `headers`. A status that is none, or a header that cannot be sent, becomes a 500.
struct ServerReply {
  int status = 200;
  std::vector<Header> headers{};
  std::string body{};
};

/// Answers one request, from any thread, now or later, even after the server's end. The first call
/// counts. Where the last copy goes without a call, the answer is a 500.
using Respond = std::function<void(ServerReply)>;

/// Called in a thread of the server, where it must not block; an exception becomes a 500.
using ServerHandler = std::function<void(ServerRequest, Respond)>;

/// A deadline is kept with a delay of a quarter of the shortest one, and of 250 ms at most.
struct ServerLimits {
  std::size_t connections_max = limits::server_connections_max;
  std::size_t connections_per_peer_max = limits::server_connections_per_peer_max;
  /// Of an address, over all its connections; 0 lets everything through.
  double requests_per_peer_per_second = limits::server_requests_per_peer_per_second;
  double burst_per_peer_requests = limits::server_burst_per_peer_requests;
  std::size_t requests_per_connection_max = limits::server_requests_per_connection_max;
  std::size_t header_bytes_max = limits::server_header_bytes_max;  ///< with the request line
  std::size_t headers_max = limits::server_headers_max;
  std::size_t body_bytes_max = limits::event_body_bytes_max;
  std::size_t bodies_bytes_max = limits::server_bodies_bytes_max;  ///< of all requests together
  std::chrono::milliseconds handshake_time_max = limits::server_handshake_time_max;
  /// From the first byte of a request, or from the start of a connection, to the end of the head.
  std::chrono::milliseconds header_time_max = limits::server_header_time_max;
  std::chrono::milliseconds body_time_max = limits::server_body_time_max;
  std::chrono::milliseconds idle_time_max = limits::server_idle_time_max;
  std::chrono::milliseconds answer_time_max = limits::server_answer_time_max;
  std::chrono::milliseconds write_time_max = limits::server_write_time_max;
  std::chrono::milliseconds parting_time_max = limits::server_parting_time_max;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< of IPv4 or IPv6; "::" takes both
  std::uint16_t port = 0;             ///< 0 takes a free one
  /// PEM: the server's certificate with its chain, and its key. Both, for TLS 1.2 and above, or
  /// none.
  std::string certificate_file{};
  std::string key_file{};
  std::size_t threads = 1;
  ServerLimits limits{};
};

struct ServerStatus {
  std::size_t connections_open = 0;
  std::uint64_t connections = 0;      ///< accepted since the start
  std::uint64_t requests = 0;         ///< handed to the handler since the start
  std::uint64_t accept_failures = 0;  ///< as where file handles run out
  std::array<std::uint64_t, k_refusals.size()> refused{};  ///< by Refusal
};

class Server {
 public:
  /// Ends every connection at once and joins the threads: the handler is not called any more.
  virtual ~Server() = default;
  virtual std::uint16_t port() const = 0;
  /// For connections that come from now on. Where the files do not load, all stays as it is.
  virtual Result<void> reload_certificates() = 0;
  /// The beginning of an orderly end: the port is closed and idle connections are; a request that
  /// has begun is still answered, and ends its connection. Done once none is open.
  virtual void stop_accepting() = 0;
  virtual ServerStatus status() const = 0;
};

/// Serves from now on, in threads of its own. Fails with bad_configuration where the port is taken
/// or a file does not load.
Result<std::unique_ptr<Server>> start_server(ServerOptions const& options, ServerHandler handler);

}  // namespace stacktag::http
