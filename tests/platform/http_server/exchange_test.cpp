// SPDX-License-Identifier: Apache-2.0
// Requests and answers over real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "platform/http_server/serving.h"

namespace stacktag::http {
namespace {

using testing::HasSubstr;

class Exchanging : public Serving {};

TEST_F(Exchanging, is_answered_and_the_connection_stays) {
  serve();
  auto visitor = visit();
  for (auto const* body : {"first", "second"}) {
    visitor.send(post(body));
    auto const reply = visitor.reply();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, std::string("POST /p ") + body);
    EXPECT_FALSE(reply.has_header("Connection: close"));
  }
  auto const status = server_->status();
  EXPECT_EQ(status.connections, 1u);
  EXPECT_EQ(status.connections_open, 1u);
  EXPECT_EQ(status.requests, 2u);
}

TEST_F(Exchanging, says_who_asks) {
  serve({}, [](ServerRequest const& request, Respond const& respond) {
    respond({.body = request.peer + (request.from_loopback ? " loopback" : " elsewhere")});
  });
  auto visitor = visit("127.0.0.3");
  visitor.send(get());
  EXPECT_EQ(visitor.reply().body, "127.0.0.3 loopback");
}

TEST_F(Exchanging, keeps_the_order_of_requests_sent_ahead) {
  serve();
  auto visitor = visit();
  visitor.send(post("one") + get("/two") + post("three") + get("/four").substr(0, 9));
  EXPECT_EQ(visitor.reply().body, "POST /p one");
  EXPECT_EQ(visitor.reply().body, "GET /two ");
  EXPECT_EQ(visitor.reply().body, "POST /p three");
  visitor.send(get("/four").substr(9));
  EXPECT_EQ(visitor.reply().body, "GET /four ");
}

TEST_F(Exchanging, takes_chunks) {
  serve();
  auto visitor = visit();
  visitor.send("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  visitor.send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(visitor.reply().body, "POST /p abcde");
  visitor.send(get());
  EXPECT_EQ(visitor.reply().status, 200);
}

TEST_F(Exchanging, takes_bodies_larger_than_its_buffer) {
  serve();
  std::string const body(limits::event_body_bytes_max, 'x');
  auto visitor = visit();
  visitor.send(post(body));
  EXPECT_EQ(visitor.reply().body, "POST /p " + body);
  visitor.send(get());
  EXPECT_EQ(visitor.reply().status, 200);
}

TEST_F(Exchanging, asks_for_the_body_where_the_client_waits_for_that) {
  serve();
  auto visitor = visit();
  auto const request = post("hello", "Expect: 100-continue\r\n");
  visitor.send(request.substr(0, request.size() - 5));
  EXPECT_EQ(visitor.reply().status, 100);
  visitor.send("hello");
  EXPECT_EQ(visitor.reply().body, "POST /p hello");
  visitor.send(request);  // does not wait
  EXPECT_EQ(visitor.reply().status, 200);
}

TEST_F(Exchanging, does_not_ask_for_a_body_that_it_refuses) {
  serve({.body_bytes_max = 4});
  EXPECT_EQ(ask(post("hello", "Expect: 100-continue\r\n")).status, 413);
}

TEST_F(Exchanging, answers_head_without_a_body) {
  serve();
  auto visitor = visit();
  visitor.send("HEAD /h HTTP/1.1\r\nHost: h\r\n\r\n" + get());
  EXPECT_TRUE(visitor.reply_without_body().has_header("Content-Length: 8"));
  EXPECT_EQ(visitor.reply().body, "GET / ");
}

TEST_F(Exchanging, ends_the_connection_where_the_client_wants_that) {
  serve();
  for (auto const* request :
       {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"}) {
    auto visitor = visit();
    visitor.send(std::string(request) + get());
    EXPECT_TRUE(visitor.reply().has_header("Connection: close"));
    EXPECT_EQ(visitor.rest(), "");
  }
  EXPECT_EQ(server_->status().requests, 2u);
}

TEST_F(Exchanging, answers_a_client_that_has_ended_sending) {
  serve();
  auto visitor = visit();
  visitor.send(get("/last"));
  visitor.end_sending();
  EXPECT_EQ(visitor.reply().body, "GET /last ");
  EXPECT_EQ(visitor.rest(), "");
}

TEST_F(Exchanging, leaves_a_client_that_ends_in_the_middle) {
  serve();
  for (auto const& request :
       {get().substr(0, 12), post("hello").substr(0, post("hello").size() - 1)}) {
    auto visitor = visit();
    visitor.send(request);
    visitor.end_sending();
    EXPECT_EQ(visitor.rest(), "");
  }
  EXPECT_EQ(server_->status().requests, 0u);
}

// One of each kind; what is what, the reader's test says.
TEST_F(Exchanging, refuses_and_ends_the_connection) {
  serve();
  struct Case {
    std::string request;
    int status;
  };
  for (auto const& [request, status] :
       {Case{"GET / HTTP/1.1\r\n\r\n", 400}, Case{"GET /%2e%2e/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Case{post("", "Content-Length: 5\r\n"), 400}, Case{"GET /\r\n", 400},
        Case{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        Case{"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n", 501},
        Case{post("", "Expect: wonders\r\n"), 417}}) {
    auto visitor = visit();
    visitor.send(request + get("/smuggled"));
    auto const reply = visitor.reply();
    EXPECT_EQ(reply.status, status) << request;
    EXPECT_TRUE(reply.has_header("Connection: close")) << request;
    EXPECT_TRUE(reply.has_header("Content-Type: application/json")) << request;
    EXPECT_THAT(reply.body, HasSubstr("{\"error\":\""));
    EXPECT_EQ(visitor.rest(), "") << request;
  }
  EXPECT_EQ(server_->status().requests, 0u);
  EXPECT_EQ(refused(Refusal::malformed), 4u);
  EXPECT_EQ(refused(Refusal::unknown_coding), 1u);
}

TEST_F(Exchanging, goes_on_in_several_threads) {
  auto started = start_server({.threads = 3}, echo);
  ASSERT_TRUE(started);
  server_ = std::move(*started);
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&] {
        for (int connection = 0; connection < 4; ++connection) {
          auto visitor = visit();
          for (int request = 0; request < 8; ++request) {
            visitor.send(post("x"));
            right += visitor.reply().body == "POST /p x" ? 1 : 0;
          }
        }
      });
    }
  }
  EXPECT_EQ(right, 256);
  EXPECT_EQ(server_->status().requests, 256u);
}

TEST_F(Exchanging, goes_over_ipv6_and_ipv4) {
  auto started =
      start_server({.address = "::"}, [](ServerRequest const& request, Respond const& respond) {
        respond({.body = request.peer});
      });
  ASSERT_TRUE(started) << started.error().message;
  server_ = std::move(*started);
  EXPECT_EQ(ask(get()).body, "127.0.0.1");
}

}  // namespace
}  // namespace stacktag::http
