// SPDX-License-Identifier: Apache-2.0
// Each limit in time, exceeded. A limit holds for the whole of a thing, however often a byte comes.
// Those of heads are longer, as they begin with the connection: before the first byte is sent.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "platform/http_server/serving.h"

namespace stacktag::http {
namespace {

using namespace std::chrono_literals;

class Slow : public Serving {
 protected:
  // A byte of `bytes` at a time until the server has something to say.
  static SeenReply drip(Visitor& visitor, std::string_view bytes) {
    for (std::size_t i = 0; !visitor.hears_within(2ms) && i < bytes.size(); ++i) {
      visitor.send(bytes.substr(i, 1));
    }
    return visitor.reply();
  }
};

TEST_F(Slow, heads_are_refused) {
  serve({.header_time_max = 250ms});
  auto stuck = visit();
  stuck.send("GET / HTTP/1.1\r\nHost");
  EXPECT_EQ(stuck.reply().status, 408);
  EXPECT_EQ(stuck.rest(), "");
  auto dripping = visit();
  EXPECT_EQ(drip(dripping, get("/" + std::string(10'000, 'a'))).status, 408);
  EXPECT_EQ(refused(Refusal::head_too_slow), 2u);
}

TEST_F(Slow, second_heads_are_refused_too) {
  serve({.header_time_max = 250ms});
  auto visitor = visit();
  visitor.send(get() + "GET");
  EXPECT_EQ(visitor.reply().status, 200);
  EXPECT_EQ(visitor.reply().status, 408);
}

TEST_F(Slow, bodies_are_refused) {
  serve({.body_time_max = 60ms});
  auto stuck = visit();
  stuck.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhell");
  EXPECT_EQ(stuck.reply().status, 408);
  EXPECT_EQ(stuck.rest(), "");
  auto dripping = visit();
  EXPECT_EQ(drip(dripping, post(std::string(10'000, 'a'))).status, 408);
  auto asked = visit();
  asked.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(asked.reply().status, 100);
  EXPECT_EQ(asked.reply().status, 408);
  EXPECT_EQ(refused(Refusal::body_too_slow), 3u);
  EXPECT_EQ(server_->status().requests, 0u);
}

TEST_F(Slow, clients_that_say_nothing_are_left) {
  serve({.header_time_max = 60ms});
  auto visitor = visit();
  EXPECT_EQ(visitor.rest(), "");
}

TEST_F(Slow, clients_that_ask_no_more_are_left) {
  serve({.idle_time_max = 60ms});
  auto visitor = visit();
  visitor.send(get());
  EXPECT_EQ(visitor.reply().status, 200);
  EXPECT_EQ(visitor.rest(), "");
}

TEST_F(Slow, handlers_are_not_waited_for) {
  std::vector<Respond> held;
  serve({.answer_time_max = 60ms},
        [&held](ServerRequest const&, Respond respond) { held.push_back(std::move(respond)); });
  auto visitor = visit();
  visitor.send(get() + get());
  EXPECT_EQ(visitor.reply().status, 503);
  held.front()({.body = "too late"});
  EXPECT_EQ(visitor.rest(), "");
  EXPECT_EQ(refused(Refusal::unanswered), 1u);
  EXPECT_EQ(server_->status().requests, 1u);
  server_.reset();
}

TEST_F(Slow, readers_are_left) {
  constexpr std::size_t k_more_than_buffers_hold = 64 * 1024 * 1024;
  serve({.write_time_max = 60ms}, [](ServerRequest const&, Respond const& respond) {
    respond({.body = std::string(k_more_than_buffers_hold, 'x')});
  });
  auto visitor = visit();
  visitor.send(get());
  EXPECT_TRUE(soon([this] { return refused(Refusal::write_too_slow) == 1; }));
  EXPECT_LT(visitor.rest().size(), k_more_than_buffers_hold);
}

// A client that was refused and goes on sending is heard for a while, and not for ever.
TEST_F(Slow, leavers_are_left) {
  serve({.body_bytes_max = 1, .parting_time_max = 60ms});
  auto visitor = visit();
  visitor.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n");
  EXPECT_EQ(visitor.reply().status, 413);
  EXPECT_TRUE(soon([this] { return server_->status().connections_open == 0; }));
}

TEST_F(Slow, leavers_that_send_too_much_are_left) {
  serve({.body_bytes_max = 1, .parting_time_max = 1h});
  auto visitor = visit();
  visitor.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n");
  EXPECT_EQ(visitor.reply().status, 413);
  std::string const more(1024 * 1024, 'x');
  EXPECT_TRUE(soon([&] { return !visitor.send(more); }));
  EXPECT_TRUE(soon([this] { return server_->status().connections_open == 0; }));
}

}  // namespace
}  // namespace stacktag::http
