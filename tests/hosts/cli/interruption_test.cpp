// SPDX-License-Identifier: Apache-2.0
// Signals while a delivery is worked on.
#include "cli/interruption.h"

#include <gtest/gtest.h>

#include <csignal>
#include <latch>
#include <memory>

#include "cli/exit_code.h"
#include "fakes/fake_http_client.h"

namespace stacktag::cli {
namespace {

http::Request const k_write{.method = http::Method::put,
                            .url = "https://api.contentstack.io/v3/assets/blta1"};

void wait_for(std::stop_token const& token) {
  std::latch stopped(1);
  std::stop_callback const told(token, [&] { stopped.count_down(); });
  stopped.wait();
}

TEST(Interruption, TheFirstSignalStopsWhatMayBeStopped) {
  for (int const signal : {SIGINT, SIGTERM}) {
    Interruption interruption;
    EXPECT_FALSE(interruption.came());
    std::raise(signal);
    wait_for(interruption.token());
    EXPECT_TRUE(interruption.came());
    EXPECT_FALSE(interruption.hold());
    EXPECT_FALSE(interruption.is_held());
  }
}

TEST(Interruption, NothingThatIsHeldIsStopped) {
  auto interruption = std::make_unique<Interruption>();
  EXPECT_TRUE(interruption->hold());
  auto const token = interruption->token();
  std::raise(SIGINT);
  EXPECT_TRUE(interruption->came());
  EXPECT_TRUE(interruption->hold());
  interruption.reset();  // its thread has ended
  EXPECT_FALSE(token.stop_requested());
}

TEST(Interruption, TheSecondSignalEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  auto const twice = [] {
    Interruption interruption;
    interruption.hold();
    std::raise(SIGINT);
    std::raise(SIGTERM);
  };
  EXPECT_EXIT(twice(), ::testing::ExitedWithCode(static_cast<int>(ExitCode::interrupted)), "");
}

TEST(Interruption, LeavesSignalsAsTheyWere) {
  auto const before = std::signal(SIGINT, SIG_IGN);
  { Interruption const interruption; }
  EXPECT_EQ(std::signal(SIGINT, before), SIG_IGN);
}

TEST(HoldingClient, HoldsFromTheFirstWriteOn) {
  Interruption interruption;
  fakes::FakeHttpClient network([](auto const&) { return fakes::FakeHttpClient::reply(200); });
  HoldingClient client(network, interruption);
  EXPECT_TRUE(client.send({.url = k_write.url}));
  EXPECT_TRUE(client.send({.method = http::Method::put, .url = "http://169.254.169.254/latest"}));
  EXPECT_FALSE(interruption.is_held());
  EXPECT_TRUE(client.send(k_write));
  EXPECT_TRUE(interruption.is_held());
}

TEST(HoldingClient, BeginsNoWriteOnceStopped) {
  Interruption interruption;
  fakes::FakeHttpClient network([](auto const&) { return fakes::FakeHttpClient::reply(200); });
  HoldingClient client(network, interruption);
  std::raise(SIGINT);
  wait_for(interruption.token());
  auto const exchange = client.send(k_write);
  ASSERT_FALSE(exchange);
  EXPECT_EQ(exchange.error().fault, http::Fault::cancelled);
  EXPECT_FALSE(exchange.error().request_sent);
  EXPECT_EQ(network.count(), 0U);
}

}  // namespace
}  // namespace stacktag::cli
