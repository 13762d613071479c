// SPDX-License-Identifier: Apache-2.0
// The port.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <string>

#include "platform/http_server/serving.h"

namespace stacktag::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

class Accepting : public Serving {
 protected:
  static std::string failure(ServerOptions const& options) {
    auto const started = start_server(options, echo);
    if (started) {
      return "started";
    }
    EXPECT_EQ(started.error().reason, Reason::bad_configuration);
    return started.error().message;
  }
};

TEST_F(Accepting, fails_where_the_port_is_taken) {
  serve();
  auto const taken = std::to_string(server_->port());
  EXPECT_EQ(failure({.port = server_->port()}),
            "cannot listen on 127.0.0.1:" + taken + ": Address already in use");
}

TEST_F(Accepting, fails_where_the_address_is_none) {
  EXPECT_EQ(failure({.address = "localhost"}), "\"localhost\" is no IP address to listen on");
  EXPECT_THAT(failure({.address = "192.0.2.1"}), StartsWith("cannot listen on 192.0.2.1:0: "));
  EXPECT_THAT(failure({.address = "2001:db8::1"}),
              StartsWith("cannot listen on [2001:db8::1]:0: "));
}

TEST_F(Accepting, takes_the_port_of_a_server_that_has_just_ended) {
  serve();
  auto const port = server_->port();
  auto visitor = visit();
  visitor.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  visitor.rest();  // the server ends it first, so the port has to wait
  server_.reset();
  auto again = start_server({.port = port}, echo);
  ASSERT_TRUE(again) << again.error().message;
  server_ = std::move(*again);
  EXPECT_EQ(ask(get()).status, 200);
}

// What is out of file handles waits, and tries again now and then.
TEST_F(Accepting, goes_on_once_there_are_file_handles_again) {
  serve();
  auto earlier = visit();
  earlier.send(get());
  EXPECT_EQ(earlier.reply().status, 200);
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  auto const first_free = dup(0);
  close(first_free);
  // One handle is left, for the visitor.
  rlimit const none_left{.rlim_cur = static_cast<rlim_t>(first_free) + 1,
                         .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none_left);
  auto visitor = visit();
  visitor.send(get());
  EXPECT_FALSE(visitor.hears_within(150ms));
  earlier.send(get());
  EXPECT_EQ(earlier.reply().status, 200);
  auto const failures = server_->status().accept_failures;
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_GE(failures, 1u);
  EXPECT_LE(failures, 20u);
  EXPECT_EQ(visitor.reply().status, 200);
}

}  // namespace
}  // namespace stacktag::http
