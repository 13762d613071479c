// SPDX-License-Identifier: Apache-2.0
// The forms in which an invocation carries a delivery.
#include "lambda/gateway_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "json/json.h"

namespace stacktag::lambda {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string golden(std::string const& name) {
  std::ifstream file(STACKTAG_GOLDEN "/aws/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

GatewayEvent decode(std::string_view payload) {
  return decode_event(payload, "r-1");
}

TEST(GatewayEvent, OfARestApi) {
  auto const event = decode(golden("apigw_rest_v1_event.json"));
  EXPECT_EQ(event.form, Form::request);
  EXPECT_EQ(event.delivery.body, R"({"url":"https://x"})");
  EXPECT_EQ(event.delivery.request_id, "r-1");
  EXPECT_THAT(event.delivery.headers, Contains(http::Header{"X-Api-Key", "k"}).Times(1));
  EXPECT_TRUE(event.has_api_key);
}

TEST(GatewayEvent, OfAnHttpApi) {
  auto const event = decode(golden("apigw_http_v2_event.json"));
  EXPECT_EQ(event.form, Form::request);
  EXPECT_EQ(event.delivery.body, R"({"url":"https://x"})");
  EXPECT_THAT(event.delivery.headers, Contains(http::Header{"x-api-key", "k"}));
  EXPECT_FALSE(event.has_api_key) << "an HTTP API checks no key, it only passes the header on";
}

TEST(GatewayEvent, OfAFunctionUrl) {
  auto const event = decode(
      R"({"version":"2.0","rawPath":"/","headers":{"x-proof":"1"},"cookies":null,)"
      R"("queryStringParameters":null,"pathParameters":null,"stageVariables":null,)"
      R"("requestContext":{"authentication":null,"authorizer":null,"http":{"method":"POST"}},)"
      R"("body":"{}","isBase64Encoded":false})");
  EXPECT_EQ(event.form, Form::request);
  EXPECT_EQ(event.delivery.body, "{}");
  EXPECT_THAT(event.delivery.headers, ElementsAre(http::Header{"x-proof", "1"}));
}

TEST(GatewayEvent, AHeaderSentTwiceIsThereTwice) {
  auto const event = decode(
      R"({"httpMethod":"POST","headers":{"X-A":"2"},"multiValueHeaders":{"X-A":["1","2"]}})");
  EXPECT_THAT(event.delivery.headers,
              ElementsAre(http::Header{"X-A", "1"}, http::Header{"X-A", "2"}));
}

TEST(GatewayEvent, HeadersThatAreNoTextAreLeftOut) {
  auto const event = decode(
      R"({"httpMethod":"POST","multiValueHeaders":null,"headers":{"A":null,"B":1,"C":"c"}})");
  EXPECT_THAT(event.delivery.headers, ElementsAre(http::Header{"C", "c"}));
}

TEST(GatewayEvent, ABodyKeepsItsBytes) {
  auto const body_of = [](std::string const& members) {
    return decode(R"({"requestContext":{},)" + members + "}").delivery.body;
  };
  EXPECT_EQ(body_of(R"("body":"{\"a\":\"\u00fc\\u00fc\"}")"), "{\"a\":\"\xC3\xBC\\u00fc\"}");
  EXPECT_EQ(body_of(R"("body":"AAEC","isBase64Encoded":true)"), std::string("\0\1\2", 3));
  EXPECT_EQ(body_of(R"("body":"e30=","isBase64Encoded":false)"), "e30=");
}

TEST(GatewayEvent, ABodyThatCannotBeHadIsEmpty) {
  for (auto const* members : {R"("body":null)", R"("x":1)", R"("body":{"a":1})",
                              R"("body":"***","isBase64Encoded":true)"}) {
    auto const event = decode(R"({"requestContext":{},)" + std::string(members) + "}");
    EXPECT_EQ(event.form, Form::request) << members;
    EXPECT_EQ(event.delivery.body, "") << members;
  }
}

TEST(GatewayEvent, AWebhooksBodyByItselfKeepsItsBytes) {
  std::string const payload = R"( {"module": "asset",  "event":"create"} )";
  auto const event = decode(payload);
  EXPECT_EQ(event.form, Form::bare);
  EXPECT_EQ(event.delivery.body, payload);
  EXPECT_THAT(event.delivery.headers, IsEmpty());
}

TEST(GatewayEvent, WhateverElseComesIsNoHttpRequest) {
  for (auto const* payload : {"", "null", "[]", "1", "\"x\"", "{", "{}", "{\"Records\":[]}",
                              "{\"requestContext\":null}", "\xFF"}) {
    EXPECT_EQ(decode(payload).form, Form::bare) << payload;
    EXPECT_EQ(decode(payload).delivery.body, payload);
  }
}

TEST(GatewayReply, ToARequestIsAResponse) {
  auto const reply = json::parse(
      encode_reply(Form::request, {.status = 503, .retry_after = 5s, .body = R"({"a":"b"})"}));
  ASSERT_TRUE(reply);
  EXPECT_EQ(*reply,
            *json::parse(R"({"statusCode":503,"isBase64Encoded":false,)"
                         R"("headers":{"Content-Type":"application/json","Retry-After":"5"},)"
                         R"("body":"{\"a\":\"b\"}"})"));
}

TEST(GatewayReply, ToABareInvocationIsTheOutcomeItself) {
  EXPECT_EQ(encode_reply(Form::bare, {.status = 503, .body = R"({"a":"b"})"}), R"({"a":"b"})");
}

}  // namespace
}  // namespace stacktag::lambda
