// SPDX-License-Identifier: Apache-2.0
// A server on loopback with the limits that a test says, and what it was asked.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "http_server/server.h"
#include "platform/http_server/visitor.h"

namespace stacktag::http {

class Serving : public testing::Test {
 protected:
  /// What a request was, as the body of its answer.
  static void echo(ServerRequest request, Respond const& respond) {
    respond({.body = request.method + " " + request.path + " " + request.body});
  }

  void serve(ServerLimits const& limits = {}, ServerHandler handler = echo) {
    ServerOptions const options{.limits = limits};
    auto started = start_server(options, std::move(handler));
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }

  Visitor visit(char const* from = "127.0.0.1") const { return Visitor(server_->port(), from); }

  SeenReply ask(std::string const& bytes) const {
    auto visitor = visit();
    visitor.send(bytes);
    return visitor.reply();
  }

  std::uint64_t refused(Refusal why) const {
    return server_->status().refused[static_cast<std::size_t>(why)];
  }

  /// Whether `holds` comes to be true; what the server does meanwhile takes moments.
  template <class Holds>
  static bool soon(Holds holds) {
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end) {
        return false;
      }
      std::this_thread::yield();
    }
    return true;
  }

  std::unique_ptr<Server> server_;
};

inline std::string get(std::string const& target = "/") {
  return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

inline std::string post(std::string const& body, std::string const& headers = {}) {
  return "POST /p HTTP/1.1\r\nHost: h\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace stacktag::http
