// SPDX-License-Identifier: Apache-2.0
// Requests as they are sent and answers as they are understood.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http/client.h"
#include "platform/http/loopback.h"

namespace stacktag::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Keeps the last request.
class Exchanges : public testing::Test {
 protected:
  Loopback server_{[this](Peer& peer) {
    while (auto request = peer.read_request()) {
      seen_ = *request;
      peer.write(seen_.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"
                                           : reply_);
    }
  }};
  std::string seen_;
  std::string reply_ = answer("hello");
  std::unique_ptr<Client> client_ = make_client({});
};

TEST_F(Exchanges, refuse_what_cannot_be_sent_as_it_is) {
  for (auto const& url : {"", "ftp://host/", "http://user@127.0.0.1/", "http://2130706433/"}) {
    auto const refused = client_->send({.url = url});
    ASSERT_FALSE(refused) << url;
    EXPECT_EQ(refused.error().fault, Fault::bad_url) << url;
    EXPECT_FALSE(refused.error().request_sent);
  }
  for (auto const& header : std::vector<Header>{{"A", "b\r\nC: d"},
                                                {"A", "b\nC: d"},
                                                {"A", std::string("b\0c", 3)},
                                                {"A\r\nB", "c"},
                                                {"A:", "b"},
                                                {"", "b"}}) {
    auto const refused = client_->send({.url = server_.url(), .headers = {header}});
    ASSERT_FALSE(refused) << header.name;
    EXPECT_EQ(refused.error().fault, Fault::bad_url) << header.name;
  }
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(Exchanges, carry_status_headers_and_body) {
  reply_ = answer("no such thing", "404 Not Found",
                  "Content-Type:  text/plain \r\nX-Empty:\r\nX-Twice: 1\r\nx-twice: 2\r\n"
                  "X-Folded: a\r\n  b\r\n");
  auto const answered = client_->send({.url = server_.url("/a/../b?c=%20d")});
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->status, 404);
  EXPECT_EQ(answered->body, "no such thing");
  EXPECT_EQ(answered->header("content-type"), "text/plain");
  EXPECT_EQ(answered->header("X-TWICE"), "1");
  EXPECT_EQ(answered->header("X-Empty"), "");
  EXPECT_EQ(answered->header("X-Folded"), "a b");
  EXPECT_EQ(answered->header("X-Missing"), "");
  EXPECT_THAT(seen_, StartsWith("GET /a/../b?c=%20d HTTP/1.1\r\n"));
  EXPECT_THAT(seen_, HasSubstr("\r\nUser-Agent: stacktag/"));
  EXPECT_THAT(seen_, Not(HasSubstr("Accept-Encoding")));
}

TEST_F(Exchanges, send_headers_as_given) {
  client_->send({.method = Method::post,
                 .url = server_.url(),
                 .headers = {{"Content-Type", "application/json"}, {"X-A", "1"}, {"X-Empty", ""}},
                 .body = "{}"});
  EXPECT_THAT(seen_, HasSubstr("\r\nContent-Type: application/json\r\n"));
  EXPECT_THAT(seen_, HasSubstr("\r\nX-A: 1\r\n"));
  EXPECT_THAT(seen_, HasSubstr("\r\nX-Empty:\r\n"));
  EXPECT_THAT(seen_, HasSubstr("\r\nContent-Length: 2\r\n"));
}

TEST_F(Exchanges, carry_a_body_of_any_bytes_without_asking_first) {
  std::string body(3 * 1024 * 1024, '\0');
  body.back() = '\xff';
  auto const answered = client_->send({.method = Method::put, .url = server_.url(), .body = body});
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_THAT(seen_, StartsWith("PUT / HTTP/1.1\r\n"));
  EXPECT_TRUE(seen_.ends_with("\r\n\r\n" + body));
  auto const head = seen_.substr(0, seen_.find("\r\n\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Expect")));
  EXPECT_THAT(head, Not(HasSubstr("Content-Type")));
}

TEST_F(Exchanges, know_every_method) {
  client_->send({.method = Method::post, .url = server_.url()});
  EXPECT_THAT(seen_, StartsWith("POST / "));
  EXPECT_THAT(seen_, HasSubstr("\r\nContent-Length: 0\r\n"));
  client_->send({.method = Method::del, .url = server_.url(), .body = "why"});
  EXPECT_THAT(seen_, StartsWith("DELETE / "));
  EXPECT_TRUE(seen_.ends_with("\r\n\r\nwhy"));
  auto const head = client_->send({.method = Method::head, .url = server_.url()});
  ASSERT_TRUE(head) << head.error().message;
  EXPECT_THAT(seen_, StartsWith("HEAD / "));
  EXPECT_EQ(head->header("Content-Length"), "999999999");
  EXPECT_EQ(head->body, "");
  client_->send({.url = server_.url()});
  EXPECT_THAT(seen_, StartsWith("GET / "));
  EXPECT_EQ(server_.connections(), 1);
}

TEST_F(Exchanges, do_not_follow_redirects) {
  reply_ = answer("", "302 Found", "Location: http://127.0.0.1:1/\r\n");
  auto const answered = client_->send({.url = server_.url()});
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->status, 302);
  EXPECT_EQ(answered->header("Location"), "http://127.0.0.1:1/");
}

TEST_F(Exchanges, forget_an_interim_answer) {
  reply_ = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answer("then");
  auto const answered = client_->send({.url = server_.url()});
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->status, 200);
  EXPECT_EQ(answered->header("Link"), "");
  EXPECT_EQ(answered->body, "then");
}

TEST_F(Exchanges, understand_chunks_and_an_empty_answer) {
  reply_ = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  EXPECT_EQ(client_->send({.url = server_.url()})->body, "abcde");
  reply_ = "HTTP/1.1 204 No Content\r\n\r\n";
  auto const empty = client_->send({.url = server_.url()});
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->status, 204);
  EXPECT_EQ(empty->body, "");
}

// Of the two pieces the first is longer than what libcurl takes at once.
TEST_F(Exchanges, carry_a_body_in_two_pieces_as_one) {
  std::string const first(200'000, 'a');
  for (auto const& [begin, end] : std::vector<std::pair<std::string, std::string>>{
           {first, "the end"}, {"", "the end"}, {"a", std::string(200'000, 'b')}}) {
    auto const answered = client_->send({.method = Method::post,
                                         .url = server_.url(),
                                         .headers = {{"Content-Type", "text/plain"}},
                                         .body = begin,
                                         .body_end = end});
    ASSERT_TRUE(answered) << answered.error().message;
    EXPECT_THAT(seen_, StartsWith("POST / HTTP/1.1\r\n"));
    EXPECT_TRUE(seen_.ends_with("\r\n\r\n" + begin + end));
    auto const head = seen_.substr(0, seen_.find("\r\n\r\n"));
    EXPECT_THAT(head, HasSubstr("\r\nContent-Type: text/plain"));
    EXPECT_THAT(head,
                HasSubstr("\r\nContent-Length: " + std::to_string(begin.size() + end.size())));
    EXPECT_THAT(head, Not(HasSubstr("Expect")));
    EXPECT_THAT(head, Not(HasSubstr("Transfer-Encoding")));
  }
}

TEST(connections, are_kept_and_reused) {
  Loopback server(always(answer("x")));
  auto const client = make_client({});
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(client->send({.url = server.url()}));
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(connections, are_kept_for_each_origin) {
  Loopback one(always(answer("1")));
  Loopback two(always(answer("2")));
  auto const client = make_client({});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(client->send({.url = one.url()})->body, "1");
    EXPECT_EQ(client->send({.url = two.url()})->body, "2");
  }
  EXPECT_EQ(one.connections(), 1);
  EXPECT_EQ(two.connections(), 1);
}

TEST(connections, that_the_server_has_closed_are_replaced) {
  // Each connection ends after one answer that promised to stay.
  Loopback server(once(answer("x")));
  auto const client = make_client({});
  for (int i = 0; i < 5; ++i) {
    auto const answered = client->send({.method = Method::post, .url = server.url(), .body = "b"});
    ASSERT_TRUE(answered) << answered.error().message;
  }
  EXPECT_EQ(server.connections(), 5);
}

// What libcurl sends once more is the whole body again, also where it comes in two pieces.
TEST(connections, that_end_at_the_second_request_get_the_whole_body_again) {
  std::vector<std::string> seen;
  std::mutex mutex;
  Loopback server([&](Peer& peer) {
    for (int answers = 0; answers < 2; ++answers) {
      auto const request = peer.read_request();
      if (!request) {
        return;
      }
      std::lock_guard const lock(mutex);
      seen.push_back(*request);
      if (seen.size() == 2) {
        return;  // the client takes this connection for a living one
      }
      peer.write(answer("x"));
    }
  });
  auto const client = make_client({});
  std::string const first(100'000, 'a');
  for (int i = 0; i < 2; ++i) {
    auto const answered = client->send(
        {.method = Method::post, .url = server.url(), .body = first, .body_end = "the end"});
    ASSERT_TRUE(answered) << answered.error().message;
  }
  std::lock_guard const lock(mutex);
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[1], seen[2]);
  EXPECT_TRUE(seen[2].ends_with("\r\n\r\n" + first + "the end"));
}

TEST(connections, that_end_at_the_second_request_are_replaced_within_it) {
  Loopback server([](Peer& peer) {
    peer.read_request();
    peer.write(answer("x"));
    peer.read_request();  // the client takes this connection for a living one
  });
  auto const client = make_client({});
  ASSERT_TRUE(client->send({.url = server.url()}));
  auto const second = client->send({.url = server.url()});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(server.connections(), 2);
}

TEST(connections, serve_many_threads_at_once) {
  Loopback server([](Peer& peer) {
    while (auto const request = peer.read_request()) {
      peer.write(answer(request->substr(5, request->find(' ', 5) - 5)));
    }
  });
  auto const client = make_client({});
  std::vector<int> right(8, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < right.size(); ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 100; ++i) {
          auto const name = std::to_string(thread) + "-" + std::to_string(i);
          auto const answered = client->send({.url = server.url("/" + name)});
          right[thread] += answered && answered->body == name ? 1 : 0;
        }
      });
    }
  }
  EXPECT_THAT(right, testing::Each(100));
  EXPECT_LE(server.connections(), 8);
}

}  // namespace
}  // namespace stacktag::http
