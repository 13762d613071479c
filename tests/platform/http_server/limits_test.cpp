// SPDX-License-Identifier: Apache-2.0
// Each limit in bytes and numbers, exceeded.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/http_server/serving.h"

namespace stacktag::http {
namespace {

class Limits : public Serving {};

TEST_F(Limits, of_the_head) {
  serve({.header_bytes_max = 256, .headers_max = 4});
  EXPECT_EQ(ask(get("/" + std::string(150, 'a'))).status, 200);
  EXPECT_EQ(ask(get("/" + std::string(256, 'a'))).status, 431);
  EXPECT_EQ(ask("GET /" + std::string(256, 'a')).status, 431);
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: h\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n").status, 431);
  EXPECT_EQ(refused(Refusal::head_too_large), 3u);
}

// Before a byte of it is sent, and though more comes than fits into all buffers on the way.
TEST_F(Limits, of_the_body) {
  serve({.body_bytes_max = 1000});
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n").status, 413);
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n").status,
            413);
  EXPECT_EQ(ask(post(std::string(4'000'000, 'x'))).status, 413);
  EXPECT_EQ(refused(Refusal::body_too_large), 3u);
}

TEST_F(Limits, of_all_bodies_together) {
  std::vector<Respond> held;
  serve({.bodies_bytes_max = 1000},
        [&held](ServerRequest const&, Respond respond) { held.push_back(std::move(respond)); });
  auto first = visit();
  first.send(post(std::string(600, 'x')));
  EXPECT_TRUE(soon([this] { return server_->status().requests == 1; }));
  auto const reply = ask(post(std::string(600, 'x')));
  EXPECT_EQ(reply.status, 503);
  EXPECT_TRUE(reply.has_header("Retry-After: 1"));
  EXPECT_EQ(refused(Refusal::no_memory), 1u);

  held.front()({.status = 202});
  EXPECT_EQ(first.reply().status, 202);
  auto second = visit();
  second.send(post(std::string(600, 'x')));
  EXPECT_TRUE(soon([this] { return server_->status().requests == 2; }));
  server_.reset();
}

TEST_F(Limits, of_connections) {
  serve({.connections_max = 2});
  {
    auto first = visit();
    auto second = visit();
    first.send(get());
    second.send(get());
    EXPECT_EQ(first.reply().status, 200);
    EXPECT_EQ(second.reply().status, 200);
    auto third = visit();
    EXPECT_EQ(third.reply().status, 503);
    EXPECT_EQ(third.rest(), "");
    EXPECT_EQ(refused(Refusal::too_many_connections), 1u);
    first.send(get());
    EXPECT_EQ(first.reply().status, 200);
  }
  EXPECT_TRUE(soon([this] { return server_->status().connections_open == 0; }));
  EXPECT_EQ(ask(get()).status, 200);
}

TEST_F(Limits, of_one_peers_connections) {
  serve({.connections_per_peer_max = 1});
  auto first = visit();
  first.send(get());
  EXPECT_EQ(first.reply().status, 200);
  auto second = visit();
  EXPECT_EQ(second.reply().status, 429);
  EXPECT_EQ(second.rest(), "");
  auto other = visit("127.0.0.2");
  other.send(get());
  EXPECT_EQ(other.reply().status, 200);
  EXPECT_EQ(refused(Refusal::too_many_of_peer), 1u);
}

TEST_F(Limits, of_one_peers_requests) {
  serve({.requests_per_peer_per_second = 0.01, .burst_per_peer_requests = 2});
  auto first = visit();
  first.send(get() + get() + post("third"));
  EXPECT_EQ(first.reply().status, 200);
  EXPECT_EQ(first.reply().status, 200);
  auto const reply = first.reply();
  EXPECT_EQ(reply.status, 429);
  EXPECT_TRUE(reply.has_header("Retry-After: 100"));
  EXPECT_EQ(first.rest(), "");
  EXPECT_EQ(ask(get()).status, 429) << "over another connection, too";
  auto other = visit("127.0.0.2");
  other.send(get());
  EXPECT_EQ(other.reply().status, 200);
  EXPECT_EQ(refused(Refusal::too_often), 2u);
}

TEST_F(Limits, of_one_connections_requests) {
  serve({.requests_per_connection_max = 2});
  auto visitor = visit();
  visitor.send(get("/1") + get("/2") + get("/3"));
  EXPECT_FALSE(visitor.reply().has_header("Connection: close"));
  EXPECT_TRUE(visitor.reply().has_header("Connection: close"));
  EXPECT_EQ(visitor.rest(), "");
  EXPECT_EQ(server_->status().requests, 2u);
}

}  // namespace
}  // namespace stacktag::http
