// SPDX-License-Identifier: Apache-2.0
// Requests as they are sent, answers as they are understood, and reads under limits and faults.
#include "contentstack/asset_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/contentstack/stack_calls.h"
#include "adapters/golden.h"

namespace stacktag::contentstack {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

using fakes::FakeHttpClient;

TEST(AssetRead, AsksWithTheStacksKeysAndNothingElse) {
  StackCalls calls;
  calls.http.push(200, StackCalls::body(1));
  auto const deadline = calls.within(20s);
  ASSERT_TRUE(calls.read(deadline));
  auto const sent = calls.http.sent().at(0);
  EXPECT_EQ(sent.request.method, http::Method::get);
  EXPECT_EQ(sent.request.url, "https://api.contentstack.io/v3/assets/blta1");
  EXPECT_THAT(sent.request.headers,
              UnorderedElementsAre(http::Header{"api_key", "bltkey"},
                                   http::Header{"authorization", "cstoken"},
                                   http::Header{"Accept", "application/json"}));
  EXPECT_EQ(sent.body, "");
  EXPECT_EQ(sent.request.response_bytes_max, limits::contentstack_reply_bytes_max);
  EXPECT_EQ(sent.request.time_max, limits::contentstack_call_time_max);
  EXPECT_EQ(sent.request.deadline.at, deadline.at);
}

TEST(AssetRead, NamesVersionAndBranch) {
  StackCalls calls;
  calls.http.push(200, StackCalls::body(3));
  calls.asset.branch = "development";
  auto const asset = calls.store->read(calls.asset, 3, {});
  ASSERT_TRUE(asset && *asset);
  EXPECT_EQ((*asset)->version, 3);
  EXPECT_THAT(calls.calls(), ElementsAre("GET blta1?version=3"));
  EXPECT_EQ(calls.http.sent().at(0).header("branch"), "development");
}

TEST(AssetRead, UnderstandsTheRecordedAnswer) {
  StackCalls calls;
  calls.asset.uid = "bltaaaa000000000001";
  calls.http.push(200, golden::text("contentstack/cma-asset-get.response.json"));
  auto const asset = calls.read();
  ASSERT_TRUE(asset && *asset);
  EXPECT_EQ(**asset,
            (Asset{.uid = "bltaaaa000000000001",
                   .version = 1,
                   .url = "https://images.contentstack.io/v3/assets/bltcccc000000000001/"
                          "bltaaaa000000000001/664482b3b80dfd12c8b1ad15/horse-in-field.jpeg",
                   .content_type = "image/jpeg",
                   .file_bytes = 251'123,
                   .filename = "horse-in-field.jpeg",
                   .title = "horse-in-field.jpeg",
                   .description = "A brown horse"}));
}

TEST(AssetRead, AnAssetThatIsNotThereIsNoError) {
  for (auto const& [status, body] : std::vector<std::pair<int, std::string>>{
           {404, ""}, {404, "<html>"}, {422, R"({"errors":{"uid":["is not valid."]}})"}}) {
    StackCalls calls;
    calls.http.push(status, body);
    auto const asset = calls.read();
    ASSERT_TRUE(asset) << status;
    EXPECT_EQ(*asset, std::nullopt) << status;
    EXPECT_EQ(calls.http.count(), 1u);
  }
}

TEST(AssetRead, AGoodAnswerMustHoldTheAssetThatWasAskedFor) {
  for (std::string const body :
       {"", "<html>", "[]", R"({"asset":[]})", R"({"asset":{"uid":"blta1"}})",
        R"({"asset":{"uid":"bltother","_version":1}})", R"({"asset":{"_version":1}})",
        R"({"asset":{"uid":"blta1","_version":-1}})", R"({"asset":{"uid":"blta1","_ver)"}) {
    StackCalls calls;
    calls.http.push(200, body);
    auto const asset = calls.read();
    ASSERT_FALSE(asset) << body;
    EXPECT_EQ(asset.error().reason, Reason::contentstack_unavailable) << body;
  }
}

TEST(AssetRead, WaitsForItsTurnUnderTheRateLimit) {
  StackCalls calls(/*reads_at_once=*/1);
  calls.http.answer_with(
      [](auto const&) { return FakeHttpClient::reply(200, StackCalls::body(1)); });
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(calls.read());
  }
  EXPECT_EQ(calls.clock.slept(), 300ms);
}

TEST(AssetRead, WithoutATurnBeforeTheDeadlineThereIsNoCall) {
  StackCalls calls(/*reads_at_once=*/1);
  calls.http.push(200, StackCalls::body(1));
  ASSERT_TRUE(calls.read());
  auto const late = calls.read(calls.within(99ms));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().reason, Reason::out_of_time);
  EXPECT_EQ(calls.http.count(), 1u);
  EXPECT_EQ(calls.clock.slept(), 0ms);
}

TEST(AssetRead, WaitsOutAThrottledSecondAndLetsNobodyElseThrough) {
  StackCalls calls;
  calls.http.push(429, "", {{"Retry-After", "2"}});
  calls.http.push(429, "");
  calls.http.push(200, StackCalls::body(1));
  auto const started = calls.clock.now();
  ASSERT_TRUE(calls.read(calls.within(20s)));
  EXPECT_GE(calls.clock.now() - started, 3s);
  EXPECT_LT(calls.clock.now() - started, 4s);
  EXPECT_EQ(calls.http.count(), 3u);

  calls.http.push(429, "", {{"Retry-After", "5"}});
  ASSERT_FALSE(calls.read(calls.within(3s)));
  EXPECT_FALSE(calls.reads->take(calls.within(4900ms)));
  EXPECT_TRUE(calls.writes->take(calls.within(0s)));
}

TEST(AssetRead, NeverWaitsBeyondTheDeadline) {
  StackCalls calls;
  calls.http.push(429, R"({"error_message":"Too many requests"})", {{"Retry-After", "30"}});
  auto const asset = calls.read(calls.within(28s));
  ASSERT_FALSE(asset);
  EXPECT_EQ(asset.error().reason, Reason::contentstack_throttled);
  EXPECT_EQ(asset.error().retry_after, 30s);
  EXPECT_EQ(calls.http.count(), 1u);
  EXPECT_EQ(calls.clock.slept(), 0ms);
}

TEST(AssetRead, StopsWaitingWhereNobodyNeedsTheAnswer) {
  StackCalls calls;
  std::stop_source stop;
  calls.http.answer_with([&](auto const&) {
    stop.request_stop();
    return FakeHttpClient::reply(429, "", {{"Retry-After", "20"}});
  });
  ASSERT_FALSE(calls.read({.at = calls.clock.now() + 28s, .cancelled = stop.get_token()}));
  EXPECT_EQ(calls.http.count(), 1u);
  EXPECT_EQ(calls.clock.slept(), 0ms);
}

TEST(AssetRead, IsRepeatedWhereThatCanHelpAndNotWithoutEnd) {
  StackCalls calls;
  calls.http.answer_with([](auto const&) { return FakeHttpClient::reply(503); });
  auto const asset = calls.read();
  ASSERT_FALSE(asset);
  EXPECT_EQ(asset.error().reason, Reason::contentstack_unavailable);
  EXPECT_EQ(calls.http.count(), static_cast<std::size_t>(limits::contentstack_attempts_max));
  auto const sleeps = calls.clock.sleeps();
  ASSERT_EQ(sleeps.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_GE(sleeps[i], 100ms * (1 << i)) << i;
    EXPECT_LE(sleeps[i], 200ms * (1 << i)) << i;
  }
}

TEST(AssetRead, ComesBackFromABrokenConnection) {
  StackCalls calls;
  calls.http.push(FakeHttpClient::fault(http::Fault::broken_off, true));
  calls.http.push(FakeHttpClient::fault(http::Fault::timed_out, true));
  calls.http.push(200, StackCalls::body(7));
  auto const asset = calls.read();
  ASSERT_TRUE(asset && *asset);
  EXPECT_EQ((*asset)->version, 7);
}

TEST(AssetRead, IsNotRepeatedWhereThatCannotHelp) {
  for (int const status : {400, 401, 403, 412}) {
    StackCalls calls;
    calls.http.push(status);
    EXPECT_FALSE(calls.read());
    EXPECT_EQ(calls.http.count(), 1u) << status;
  }
}

TEST(AssetRead, AFailureBehindTheDeadlineIsLackOfTimeUnlessAPersonMustMendIt) {
  for (auto const& [status, reason] : std::vector<std::pair<int, Reason>>{
           {503, Reason::out_of_time}, {401, Reason::contentstack_denied}}) {
    StackCalls calls;
    calls.http.answer_with([&calls, answer = status](auto const&) {
      calls.clock.advance(2s);
      return FakeHttpClient::reply(answer);
    });
    auto const asset = calls.read(calls.within(1s));
    ASSERT_FALSE(asset);
    EXPECT_EQ(asset.error().reason, reason) << status;
    EXPECT_EQ(calls.http.count(), 1u);
  }
}

TEST(AssetRead, NoErrorShowsTheToken) {
  for (int const status : {401, 500}) {
    StackCalls calls;
    calls.http.answer_with(
        [answer = status](auto const&) { return FakeHttpClient::reply(answer); });
    auto const asset = calls.read();
    ASSERT_FALSE(asset);
    EXPECT_THAT(asset.error().message, HasSubstr(std::to_string(status)));
    EXPECT_THAT(asset.error().message, Not(HasSubstr("cstoken")));
  }
}

}  // namespace
}  // namespace stacktag::contentstack
