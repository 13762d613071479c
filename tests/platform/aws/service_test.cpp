// SPDX-License-Identifier: Apache-2.0
#include "aws/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "aws/signer.h"
#include "service_world.h"

namespace stacktag::aws {
namespace {

using fakes::FakeHttpClient;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

// FakeClock begins on Sunday, 2026-03-01T12:00:00Z.
constexpr auto k_an_hour_later = "Sun, 01 Mar 2026 13:00:00 GMT";
constexpr auto k_an_hour_earlier = "Sun, 01 Mar 2026 11:00:00 GMT";

TEST(service, sends_one_signed_post) {
  ServiceWorld world;
  world.http.push(200, R"({"Labels":[]})");
  Deadline const deadline{.at = world.clock.now() + minutes(1)};
  auto const reply = world.call(deadline);
  EXPECT_EQ(body_of(reply), R"({"Labels":[]})");
  EXPECT_FALSE(reply.out_of_time);
  EXPECT_EQ(reply.cut_off, 0);
  ASSERT_EQ(world.http.count(), 1u);
  auto const sent = world.http.sent().at(0);
  EXPECT_EQ(sent.request.method, http::Method::post);
  EXPECT_EQ(sent.request.url, "https://rekognition.eu-west-1.amazonaws.com/");
  EXPECT_EQ(sent.body, "{}");
  EXPECT_EQ(sent.header("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(sent.header("X-Amz-Target"), "RekognitionService.DetectLabels");
  EXPECT_EQ(sent.header("X-Amz-Date"), "20260301T120000Z");
  EXPECT_EQ(sent.request.response_bytes_max, 1234u);
  EXPECT_EQ(sent.request.time_max, seconds(7));
  EXPECT_EQ(sent.request.deadline.at, deadline.at);
}

TEST(service, signs_what_it_sends_and_keeps_the_secret) {
  ServiceWorld world;
  world.options.endpoint = "http://127.0.0.1:8080/a/b?x=1";
  world.service = world.make();
  world.credentials.listed = {{"AKID", "s3cr3t", "token", {}}};
  world.http.push(200);
  world.call();
  auto const sent = world.http.sent().at(0);
  auto const expected =
      sign({.method = "POST",
            .host = "127.0.0.1:8080",
            .path = "/a/b",
            .query = "x=1",
            .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                        {"X-Amz-Target", "RekognitionService.DetectLabels"}},
            .payload = "{}"},
           world.credentials.listed[0], {"eu-west-1", "rekognition"}, world.clock.wall());
  EXPECT_EQ(sent.request.url, "http://127.0.0.1:8080/a/b?x=1");
  EXPECT_EQ(sent.header("Authorization"), expected.headers.back().value);
  EXPECT_EQ(sent.header("X-Amz-Security-Token"), "token");
  for (auto const& header : sent.request.headers) {
    EXPECT_THAT(header.value, Not(HasSubstr("s3cr3t")));
  }
}

TEST(service, sends_and_signs_a_body_in_two_pieces_as_one) {
  ServiceWorld world;
  for (auto const& [body, end] :
       {std::pair{"{\"a\":1}", ""}, std::pair{"{\"a\":", "1}"}, std::pair{"", "{\"a\":1}"}}) {
    world.http.push(200);
    world.service->call("DetectLabels", body, end, {});
  }
  auto const sent = world.http.sent();
  for (auto const& one : sent) {
    EXPECT_EQ(one.body, "{\"a\":1}");
    EXPECT_EQ(one.header("Authorization"), sent[0].header("Authorization"));
  }
}

TEST(service, sends_nothing_without_credentials) {
  ServiceWorld world;
  world.credentials.listed.clear();
  auto const reply = world.call();
  ASSERT_TRUE(std::holds_alternative<Error>(reply.end));
  EXPECT_EQ(std::get<Error>(reply.end).reason, Reason::credentials_unavailable);
  EXPECT_EQ(world.http.count(), 0u);
}

TEST(service, sends_nothing_to_an_endpoint_that_is_no_url) {
  ServiceWorld world;
  world.options.endpoint = "https://rekognition..amazonaws.com";
  world.service = world.make();
  world.http.push(FakeHttpClient::fault(http::Fault::bad_url));
  auto const reply = world.call();
  ASSERT_TRUE(std::holds_alternative<ServiceFault>(reply.end));
  EXPECT_EQ(world.http.count(), 1u);
}

TEST(service, takes_any_2xx_for_success_and_nothing_else) {
  for (int const status : {200, 201, 299}) {
    ServiceWorld world;
    world.http.push(status, "body");
    EXPECT_EQ(body_of(world.call()), "body") << status;
  }
  for (int const status : {199, 300, 304, 400, 404}) {
    ServiceWorld world;
    world.http.push(status, "body");
    EXPECT_EQ(body_of(world.call()), "no body") << status;
    EXPECT_EQ(world.http.count(), 1u) << status;
  }
}

TEST(clock_skew, is_corrected_from_the_servers_date_and_the_call_repeated_once) {
  for (auto const* code : {"InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired",
                           "RequestInTheFuture", "SignatureDoesNotMatch", "AuthFailure"}) {
    ServiceWorld world;
    world.push_fault(400, code, k_an_hour_later);
    world.http.push(200, "body");
    EXPECT_EQ(body_of(world.call()), "body") << code;
    auto const sent = world.http.sent();
    ASSERT_EQ(sent.size(), 2u);
    EXPECT_EQ(sent[0].header("X-Amz-Date"), "20260301T120000Z");
    EXPECT_EQ(sent[1].header("X-Amz-Date"), "20260301T130000Z");
    EXPECT_NE(sent[0].header("Authorization"), sent[1].header("Authorization"));
    EXPECT_EQ(world.clock.slept(), seconds(0));
  }
}

TEST(clock_skew, is_remembered_for_the_calls_that_follow) {
  ServiceWorld world;
  world.push_fault(403, "InvalidSignatureException", k_an_hour_earlier);
  world.http.push(200);
  world.http.push(200);
  world.call();
  world.clock.advance(minutes(1));
  world.call();
  EXPECT_EQ(world.http.sent().at(2).header("X-Amz-Date"), "20260301T110100Z");
}

TEST(clock_skew, is_corrected_once_in_a_call) {
  ServiceWorld world;
  world.push_fault(400, "InvalidSignatureException", k_an_hour_later);
  world.push_fault(400, "InvalidSignatureException", k_an_hour_earlier);
  EXPECT_EQ(code_of(world.call()), "InvalidSignatureException");
  EXPECT_EQ(world.http.count(), 2u);
}

TEST(clock_skew, is_not_seen_where_the_dates_agree_or_there_is_none) {
  for (auto const* date : {"", "Sun, 01 Mar 2026 12:03:59 GMT", "yesterday"}) {
    ServiceWorld world;
    world.push_fault(400, "InvalidSignatureException", date);
    EXPECT_EQ(code_of(world.call()), "InvalidSignatureException") << date;
    EXPECT_EQ(world.http.count(), 1u) << date;
  }
}

TEST(clock_skew, is_not_looked_for_where_the_code_says_something_else) {
  ServiceWorld world;
  world.push_fault(400, "AccessDeniedException", k_an_hour_later);
  EXPECT_EQ(code_of(world.call()), "AccessDeniedException");
  EXPECT_EQ(world.http.count(), 1u);
}

// Two calls are under way when the server refuses both: the first to hear of it corrects the clock,
// and the second has to be signed anew as well.
TEST(clock_skew, is_corrected_for_every_call_that_was_signed_too_early) {
  ServiceWorld world;
  int asked = 0;
  world.http.answer_with([&](http::Request const&) {
    auto const refusal = FakeHttpClient::reply(400, R"({"__type":"InvalidSignatureException"})",
                                               {{"Date", k_an_hour_later}});
    ++asked;
    if (asked == 1) {
      EXPECT_EQ(body_of(world.call()), "body");
      return refusal;
    }
    return asked == 2 ? refusal : FakeHttpClient::reply(200, "body");
  });
  EXPECT_EQ(body_of(world.call()), "body");
  EXPECT_EQ(world.http.count(), 4u);
}

TEST(expired_token, is_renewed_once) {
  for (auto const* code : {"ExpiredTokenException", "ExpiredToken"}) {
    ServiceWorld world;
    world.credentials.listed = {{"OLD", "s", "t1", {}}, {"NEW", "s", "t2", {}}, {"X", "s", {}, {}}};
    world.push_fault(400, code);
    world.http.push(200, "body");
    EXPECT_EQ(body_of(world.call()), "body");
    EXPECT_EQ(world.http.sent().at(1).header("X-Amz-Security-Token"), "t2");
    world.push_fault(400, code);
    world.push_fault(400, code);
    EXPECT_EQ(code_of(world.call()), code);
    EXPECT_EQ(world.http.count(), 4u);
  }
}

TEST(expired_token, ends_the_call_where_no_other_comes) {
  ServiceWorld world;
  world.push_fault(400, "ExpiredTokenException");
  auto const reply = world.call();
  ASSERT_TRUE(std::holds_alternative<Error>(reply.end));
  EXPECT_EQ(std::get<Error>(reply.end).message, "no more of them");
  EXPECT_EQ(world.http.count(), 1u);
}

TEST(random_fraction, is_between_0_and_1_and_changes) {
  auto const random = random_fraction();
  auto const first = random();
  bool changed = false;
  for (int i = 0; i < 100; ++i) {
    auto const value = random();
    EXPECT_GE(value, 0);
    EXPECT_LT(value, 1);
    changed = changed || value != first;
  }
  EXPECT_TRUE(changed);
}

}  // namespace
}  // namespace stacktag::aws
