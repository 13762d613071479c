// SPDX-License-Identifier: Apache-2.0
#include "contentstack/public_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::contentstack {
namespace {

using namespace std::chrono_literals;
using fakes::FakeHttpClient;

struct Keys {
  fakes::FakeClock clock{};
  FakeHttpClient http{};
  PublicKey key{"https://app.contentstack.com/.well-known/public-keys.json", http, clock};

  void document(std::string const& pem) { http.push(200, R"({"signing-key":")" + pem + R"("})"); }
};

TEST(PublicKey, IsFetchedOnceAndKept) {
  Keys keys;
  keys.document("one");
  EXPECT_EQ(keys.key.get({}), "one");
  keys.clock.advance(std::chrono::hours(100));
  EXPECT_EQ(keys.key.get({}), "one");
  ASSERT_EQ(keys.http.count(), 1u);
  EXPECT_EQ(keys.http.sent()[0].request.url,
            "https://app.contentstack.com/.well-known/public-keys.json");
}

TEST(PublicKey, AFetchThatFailedIsTriedAgain) {
  Keys keys;
  for (auto const& exchange :
       {FakeHttpClient::fault(http::Fault::unreachable), FakeHttpClient::reply(503),
        FakeHttpClient::reply(404, R"({"signing-key":"x"})"), FakeHttpClient::reply(200, "<html>"),
        FakeHttpClient::reply(200, "{}"), FakeHttpClient::reply(200, R"({"signing-key":""})"),
        FakeHttpClient::reply(200, R"({"signing-key":7})")}) {
    keys.http.push(exchange);
    auto const key = keys.key.get({});
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().reason, Reason::keys_unavailable);
    EXPECT_EQ(key.error().kind(), ErrorKind::retry);
    keys.clock.advance(5s);
  }
  keys.document("one");
  EXPECT_EQ(keys.key.get({}), "one");
}

TEST(PublicKey, WhatIsDownIsNotAskedByEachDelivery) {
  Keys keys;
  keys.http.push(503);
  auto const first = keys.key.get({});
  ASSERT_FALSE(first);
  keys.clock.advance(4999ms);
  auto const second = keys.key.get({});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), first.error());
  EXPECT_EQ(keys.http.count(), 1u);
  keys.clock.advance(1ms);
  keys.document("one");
  EXPECT_EQ(keys.key.get({}), "one");
}

TEST(PublicKey, ADeliveryThatRunsOutOfTimeDoesNotStopTheNext) {
  Keys keys;
  std::stop_source gone;
  gone.request_stop();
  EXPECT_FALSE(keys.key.get({.cancelled = gone.get_token()}));
  keys.http.push(FakeHttpClient::fault(http::Fault::timed_out));
  EXPECT_FALSE(keys.key.get({.at = keys.clock.now()}));
  keys.document("one");
  EXPECT_EQ(keys.key.get({}), "one");
}

TEST(PublicKey, IsLookedForAgainAtMostOnceAMinute) {
  Keys keys;
  keys.document("one");
  ASSERT_TRUE(keys.key.get({}));
  keys.clock.advance(59s);
  EXPECT_EQ(keys.key.newer_than("one", {}), std::nullopt);
  EXPECT_EQ(keys.http.count(), 1u);

  keys.clock.advance(1s);
  keys.document("two");
  EXPECT_EQ(keys.key.newer_than("one", {}), "two");
  EXPECT_EQ(keys.key.newer_than("one", {}), "two");
  EXPECT_EQ(keys.key.get({}), "two");
  EXPECT_EQ(keys.http.count(), 2u);
}

TEST(PublicKey, LookingInVainKeepsTheOldOne) {
  Keys keys;
  keys.document("one");
  ASSERT_TRUE(keys.key.get({}));
  for (int i = 0; i < 3; ++i) {
    keys.clock.advance(60s);
    i == 0 ? keys.document("one") : keys.http.push(503);
    EXPECT_EQ(keys.key.newer_than("one", {}), std::nullopt);
    EXPECT_EQ(keys.key.newer_than("one", {}), std::nullopt);
    EXPECT_EQ(keys.key.get({}), "one");
  }
  EXPECT_EQ(keys.http.count(), 4u);
}

}  // namespace
}  // namespace stacktag::contentstack
