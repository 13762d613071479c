// SPDX-License-Identifier: Apache-2.0
// Servers that misbehave, limits that are exceeded, and callers that give up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <stop_token>
#include <string>
#include <thread>

#include "http/client.h"
#include "platform/http/loopback.h"
#include "stacktag/limits.h"

namespace stacktag::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TransportError failure(Request const& request) {
  auto const exchange = make_client({})->send(request);
  if (exchange) {
    ADD_FAILURE() << "answered with " << exchange->status;
    return {};
  }
  return exchange.error();
}

std::string dead_url() {
  // A port that was free a moment ago.
  return Loopback(once("")).url();
}

TEST(unreachable, without_a_listener) {
  auto const error = failure({.url = dead_url() + "secret?token=secret"});
  EXPECT_EQ(error.fault, Fault::unreachable);
  EXPECT_FALSE(error.request_sent);
  EXPECT_THAT(error.message, HasSubstr("127.0.0.1"));
  EXPECT_THAT(error.message, Not(HasSubstr("secret")));
}

TEST(unresolved, without_an_address) {
  auto const error = failure({.url = "http://does-not-exist.invalid/"});
  EXPECT_EQ(error.fault, Fault::unresolved);
  EXPECT_FALSE(error.request_sent);
  EXPECT_THAT(error.message, HasSubstr("does-not-exist.invalid"));
}

TEST(address_forbidden, for_loopback_by_number_and_by_name) {
  Loopback server(always(answer("x")));
  auto const port = std::to_string(server.port());
  for (auto const& host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
    auto const error = failure(
        {.url = "http://" + std::string(host) + ":" + port + "/", .reach = Reach::public_only});
    EXPECT_EQ(error.fault, Fault::address_forbidden) << host;
    EXPECT_FALSE(error.request_sent) << host;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(address_forbidden, also_where_a_connection_is_open_already) {
  Loopback server(always(answer("x")));
  auto const client = make_client({});
  ASSERT_TRUE(client->send({.url = server.url()}));
  auto const refused = client->send({.url = server.url(), .reach = Reach::public_only});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::address_forbidden);
  ASSERT_TRUE(client->send({.url = server.url()}));
  EXPECT_EQ(server.connections(), 1);
}

TEST(broken_off, without_an_answer) {
  Loopback server([](Peer& peer) { peer.read_request(); });
  auto const error = failure({.method = Method::post, .url = server.url(), .body = "x"});
  EXPECT_EQ(error.fault, Fault::broken_off);
  EXPECT_TRUE(error.request_sent);
}

TEST(broken_off, by_a_reset) {
  Loopback server([](Peer& peer) {
    peer.read_request();
    peer.reset();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  });
  auto const error = failure({.url = server.url()});
  EXPECT_EQ(error.fault, Fault::broken_off);
  EXPECT_TRUE(error.request_sent);
}

TEST(broken_off, in_the_midst_of_the_answer) {
  for (auto const* bytes : {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    Loopback server(once(bytes));
    auto const error = failure({.url = server.url()});
    EXPECT_EQ(error.fault, Fault::broken_off) << bytes;
    EXPECT_TRUE(error.request_sent);
  }
}

TEST(protocol, where_the_answer_is_not_http) {
  Loopback server(once("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"));
  EXPECT_EQ(failure({.url = server.url()}).fault, Fault::protocol);
}

TEST(tls, to_a_server_without_it) {
  Loopback server([](Peer& peer) {
    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    peer.wait_for_close();
  });
  auto const error = failure({.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/"});
  EXPECT_EQ(error.fault, Fault::tls);
  EXPECT_FALSE(error.request_sent);
}

TEST(too_large, by_announcement_before_anything_is_read) {
  // The body never comes, so only the announcement can end this.
  Loopback server([](Peer& peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
    peer.wait_for_close();
  });
  auto const error = failure({.url = server.url(), .response_bytes_max = 1000, .time_max = 0ms});
  EXPECT_EQ(error.fault, Fault::too_large);
  EXPECT_TRUE(error.request_sent);
}

TEST(too_large, by_bytes_that_nobody_announced) {
  Loopback server([](Peer& peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\n\r\n");
    while (peer.write(std::string(1000, 'x'))) {
    }
  });
  EXPECT_EQ(failure({.url = server.url(), .response_bytes_max = 100'000, .time_max = 0ms}).fault,
            Fault::too_large);
}

TEST(too_large, not_at_the_limit_itself) {
  std::string const body(1000, 'x');
  for (auto const& bytes : {answer(body), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body}) {
    Loopback server(once(bytes));
    auto const whole = make_client({})->send({.url = server.url(), .response_bytes_max = 1000});
    ASSERT_TRUE(whole) << whole.error().message;
    EXPECT_EQ(whole->body, body);
    Loopback again(once(bytes));
    EXPECT_EQ(failure({.url = again.url(), .response_bytes_max = 999}).fault, Fault::too_large);
  }
}

std::string lines(std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    all += "X-" + std::to_string(i) + ": 1\r\n";
  }
  return all;
}

TEST(too_large, by_headers_in_bytes_or_in_number) {
  std::string long_ones;
  for (int i = 0; i < 10; ++i) {
    long_ones += "X-Long: " + std::string(8000, 'x') + "\r\n";
  }
  for (auto const& headers : {lines(limits::response_headers_max), long_ones}) {
    Loopback server(once(answer("x", "200 OK", headers)));
    EXPECT_EQ(failure({.url = server.url()}).fault, Fault::too_large);
  }
}

TEST(too_large, not_at_the_number_of_headers_itself) {
  // answer() adds one header of its own.
  Loopback server(once(answer("x", "200 OK", lines(limits::response_headers_max - 1))));
  auto const whole = make_client({})->send({.url = server.url()});
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(whole->headers.size(), limits::response_headers_max);
}

TEST(timed_out, without_an_answer) {
  Loopback server([](Peer& peer) { peer.wait_for_close(); });
  auto const error = failure({.url = server.url(), .time_max = 50ms});
  EXPECT_EQ(error.fault, Fault::timed_out);
  EXPECT_TRUE(error.request_sent);
}

TEST(timed_out, by_the_callers_deadline) {
  Loopback server([](Peer& peer) { peer.wait_for_close(); });
  auto const soon = std::chrono::steady_clock::now() + 50ms;
  EXPECT_EQ(failure({.url = server.url(), .time_max = 0ms, .deadline = {.at = soon}}).fault,
            Fault::timed_out);
}

TEST(timed_out, before_anything_is_sent) {
  Loopback server(always(answer("x")));
  auto const past = std::chrono::steady_clock::now() - 1ms;
  auto const error = failure({.url = server.url(), .deadline = {.at = past}});
  EXPECT_EQ(error.fault, Fault::timed_out);
  EXPECT_FALSE(error.request_sent);
  EXPECT_EQ(server.connections(), 0);
}

TEST(timed_out, by_an_answer_that_drips) {
  Loopback server([](Peer& peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (peer.write("x") && peer.pause(5ms)) {
    }
  });
  EXPECT_EQ(failure({.url = server.url(), .time_max = 100ms}).fault, Fault::timed_out);
}

// With no time limit, only the stop token can end these.
TEST(cancelled, while_waiting_for_the_answer) {
  std::latch asked(1);
  Loopback server([&](Peer& peer) {
    peer.read_request();
    asked.count_down();
    peer.wait_for_close();
  });
  std::stop_source stop;
  std::jthread const caller([&] {
    asked.wait();
    stop.request_stop();
  });
  auto const error =
      failure({.url = server.url(), .time_max = 0ms, .deadline = {.cancelled = stop.get_token()}});
  EXPECT_EQ(error.fault, Fault::cancelled);
  EXPECT_TRUE(error.request_sent);
}

TEST(cancelled, before_anything_is_sent) {
  Loopback server(always(answer("x")));
  std::stop_source stop;
  stop.request_stop();
  auto const error = failure({.url = server.url(), .deadline = {.cancelled = stop.get_token()}});
  EXPECT_EQ(error.fault, Fault::cancelled);
  EXPECT_FALSE(error.request_sent);
  EXPECT_EQ(server.connections(), 0);
}

TEST(time_max, of_zero_waits_for_a_late_answer) {
  Loopback server([](Peer& peer) {
    peer.read_request();
    peer.pause(50ms);
    peer.write(answer("late"));
  });
  auto const answered = make_client({})->send({.url = server.url(), .time_max = 0ms});
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->body, "late");
}

TEST(after_a_failure, the_client_goes_on) {
  Loopback server(always(answer("x")));
  Loopback silent([](Peer& peer) { peer.wait_for_close(); });
  auto const client = make_client({});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(client->send({.url = silent.url(), .time_max = 20ms}));
    EXPECT_TRUE(client->send({.url = server.url()}));
  }
}

// A line that is used again must not tell of the request before.
TEST(after_a_request, one_that_is_not_sent_says_so) {
  Loopback server(always(answer("x")));
  auto const client = make_client({});
  ASSERT_TRUE(client->send({.url = server.url()}));
  std::stop_source stop;
  stop.request_stop();
  auto const past = std::chrono::steady_clock::now() - 1ms;
  for (auto const& deadline : {Deadline{.at = past}, Deadline{.cancelled = stop.get_token()}}) {
    auto const refused = client->send({.url = server.url(), .deadline = deadline});
    ASSERT_FALSE(refused);
    EXPECT_FALSE(refused.error().request_sent);
  }
}

}  // namespace
}  // namespace stacktag::http
