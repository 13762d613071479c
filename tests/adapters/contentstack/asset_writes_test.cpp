// SPDX-License-Identifier: Apache-2.0
// Writing tags: what is sent, and that a write is neither done twice nor believed lost when it was
// done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/contentstack/stack_calls.h"
#include "adapters/golden.h"

namespace stacktag::contentstack {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using fakes::FakeHttpClient;

using Tags = std::vector<std::string>;

TEST(TagWrite, SendsTheTagsAloneAndNeverAVersion) {
  StackCalls calls;
  calls.asset.branch = "development";
  calls.http.push(200, StackCalls::body(2, {"Horse", "Mammal", "Field"}));
  ASSERT_TRUE(calls.write({"Horse", "Mammal", "Field"}));
  auto const sent = calls.http.sent().at(0);
  EXPECT_EQ(sent.request.method, http::Method::put);
  EXPECT_EQ(sent.request.url, "https://api.contentstack.io/v3/assets/blta1");
  EXPECT_EQ(nlohmann::json::parse(sent.body),
            golden::json("contentstack/cma-asset-put-tags.request.json"));
  EXPECT_EQ(sent.header("Content-Type"), "application/json");
  EXPECT_EQ(sent.header("branch"), "development");
  EXPECT_EQ(sent.header("api_key"), "bltkey");
  EXPECT_EQ(sent.header("authorization"), "cstoken");
}

TEST(TagWrite, CanEmptyTheListAndCarriesEveryCharacter) {
  StackCalls calls;
  calls.http.push(200, StackCalls::body(2));
  ASSERT_TRUE(calls.write({}));
  EXPECT_EQ(calls.http.sent().at(0).body, R"({"asset":{"tags":[]}})");

  Tags const odd{"\"", "\\", "ü🐶", "a\nb", "</script>"};
  calls.http.push(200, StackCalls::body(3, odd));
  ASSERT_TRUE(calls.write(odd));
  EXPECT_EQ(nlohmann::json::parse(calls.http.sent().at(1).body).at("asset").at("tags").get<Tags>(),
            odd);
}

TEST(TagWrite, GivesTheAssetAsItIsAfterwards) {
  StackCalls calls;
  calls.asset.uid = "bltaaaa000000000001";
  calls.http.push(200, golden::text("contentstack/cma-asset-put-tags.response.json"));
  auto const asset = calls.write({"Horse", "Mammal", "Field"});
  ASSERT_TRUE(asset && *asset);
  EXPECT_EQ((*asset)->version, 2);
  EXPECT_THAT((*asset)->tags, ElementsAre("Horse", "Mammal", "Field"));
}

TEST(TagWrite, AnAssetThatIsGoneIsNoError) {
  StackCalls calls;
  calls.http.push(404);
  auto const asset = calls.write({"a"});
  ASSERT_TRUE(asset);
  EXPECT_EQ(*asset, std::nullopt);
  EXPECT_EQ(calls.http.count(), 1u);
}

TEST(TagWrite, HasARateLimitOfItsOwn) {
  StackCalls calls(/*reads_at_once=*/1, /*writes_at_once=*/1);
  ASSERT_TRUE(calls.reads->take({}));
  calls.http.push(200, StackCalls::body(2));
  calls.http.push(200, StackCalls::body(3));
  ASSERT_TRUE(calls.write({"a"}));
  EXPECT_EQ(calls.clock.slept(), 0ms);
  ASSERT_TRUE(calls.write({"b"}));
  EXPECT_EQ(calls.clock.slept(), 100ms);
}

TEST(TagWrite, IsRepeatedWhereItCannotHaveBeenDone) {
  StackCalls calls;
  calls.http.push(FakeHttpClient::fault(http::Fault::unreachable));
  calls.http.push(FakeHttpClient::fault(http::Fault::timed_out, /*request_sent=*/false));
  calls.http.push(429, "", {{"Retry-After", "1"}});
  calls.http.push(200, StackCalls::body(2, {"a"}));
  ASSERT_TRUE(calls.write({"a"}));
  EXPECT_THAT(calls.calls(), ElementsAre("PUT blta1", "PUT blta1", "PUT blta1", "PUT blta1"));
}

// Whatever leaves us without the answer of a write that may have been done.
std::vector<http::Exchange> lost_answers() {
  return {FakeHttpClient::fault(http::Fault::broken_off, true),
          FakeHttpClient::fault(http::Fault::timed_out, true),
          FakeHttpClient::fault(http::Fault::protocol, true),
          FakeHttpClient::fault(http::Fault::too_large, true),
          FakeHttpClient::reply(500),
          FakeHttpClient::reply(504),
          FakeHttpClient::reply(408),
          FakeHttpClient::reply(200, "<html>"),
          FakeHttpClient::reply(200, R"({"notice":"Asset updated successfully."})")};
}

TEST(TagWrite, IsNotDoneTwiceWhereItsAnswerWasLost) {
  for (auto const& lost : lost_answers()) {
    StackCalls calls;
    calls.http.push(lost);
    calls.http.push(200, StackCalls::body(5, {"a", "b"}));
    auto const asset = calls.write({"a", "b"});
    ASSERT_TRUE(asset && *asset);
    EXPECT_EQ((*asset)->version, 5);
    EXPECT_THAT(calls.calls(), ElementsAre("PUT blta1", "GET blta1"));
  }
}

TEST(TagWrite, IsNotBelievedWhereTheAssetHasOtherTags) {
  for (auto const& now : std::vector<Tags>{{}, {"a"}, {"b", "a"}, {"a", "b", "c"}}) {
    for (auto const& lost : lost_answers()) {
      StackCalls calls;
      calls.http.push(lost);
      calls.http.push(200, StackCalls::body(5, now));
      auto const asset = calls.write({"a", "b"});
      ASSERT_FALSE(asset);
      EXPECT_EQ(asset.error().reason, Reason::contentstack_unavailable);
      EXPECT_THAT(calls.calls(), ElementsAre("PUT blta1", "GET blta1"));
    }
  }
}

TEST(TagWrite, IsLostWhereNobodyCanSay) {
  StackCalls calls;
  calls.http.push(500);
  calls.http.push(401);
  auto const denied = calls.write({"a"});
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().reason, Reason::contentstack_unavailable);

  calls.http.push(500);
  calls.http.push(404);
  EXPECT_FALSE(calls.write({"a"}));
}

TEST(TagWrite, AnAnswerThatCameTooLateIsNotWaitedForAgain) {
  StackCalls calls;
  calls.http.answer_with([&](auto const&) {
    calls.clock.advance(6s);
    return FakeHttpClient::fault(http::Fault::timed_out, true);
  });
  auto const asset = calls.write({"a"}, calls.within(5s));
  ASSERT_FALSE(asset);
  EXPECT_EQ(asset.error().reason, Reason::out_of_time);
  EXPECT_THAT(calls.calls(), ElementsAre("PUT blta1"));
}

TEST(TagWrite, IsRefusedAtOnce) {
  for (int const status : {400, 401, 403, 412, 422}) {
    StackCalls calls;
    calls.http.push(status, R"({"error_message":"no","errors":{"tags":["are too many"]}})");
    auto const asset = calls.write({"a"});
    ASSERT_FALSE(asset);
    EXPECT_EQ(asset.error().kind(), ErrorKind::broken) << status;
    EXPECT_EQ(calls.http.count(), 1u) << status;
  }
}

}  // namespace
}  // namespace stacktag::contentstack
