// SPDX-License-Identifier: Apache-2.0
// A small HTTP/1.1 server on loopback for the sandbox, over Boost.Beast: a thread for each
// connection, and answers that can go wrong on purpose. It is no server for the open network.
#pragma once

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

namespace stacktag::sandbox {

struct Request {
  std::string method{};                        ///< upper case
  std::string target{};                        ///< path and query as sent
  std::string path{};                          ///< decoded, without query
  std::map<std::string, std::string> query{};  ///< decoded
  std::vector<http::Header> headers{};
  std::string body{};
  /// Whether the client has left, for handlers that wait long; may be empty.
  std::function<bool()> is_abandoned{};

  /// The first header of this name, in any case of letters; empty where there is none.
  std::string_view header(std::string_view name) const;
};

enum class Manner {
  whole,      ///< an ordinary answer
  reset,      ///< the connection is reset instead of an answer
  hang,       ///< no answer until the client leaves or the server stops
  truncated,  ///< half of the body that Content-Length promises, then the end
  drip,       ///< one byte every 200 ms
};

struct Reply {
  int status = 200;
  std::vector<http::Header> headers{};
  std::string body{};
  Manner manner = Manner::whole;
  std::chrono::milliseconds delay{0};  ///< before the first byte
};

using Handler = std::function<Reply(Request const&)>;

struct ServerOptions {
  std::uint16_t port = 0;  ///< on 127.0.0.1; 0 takes a free one
  std::size_t body_bytes_max = std::size_t{128} * 1024 * 1024;
};

class Server {
 public:
  virtual ~Server() = default;  ///< stops, closes every connection and joins every thread
  virtual std::uint16_t port() const = 0;
};

/// Serves from now on. `handler` is called from many threads at once and may block. Throws
/// std::runtime_error where the port is taken.
std::unique_ptr<Server> start_server(ServerOptions const& options, Handler handler);

}  // namespace stacktag::sandbox
