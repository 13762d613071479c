// SPDX-License-Identifier: Apache-2.0
#include "rekognition/labeler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/crypto.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/in_turn.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::rekognition {
namespace {

using fakes::FakeHttpClient;
using testing::HasSubstr;
using testing::Not;

constexpr auto k_one_label = R"({"Labels":[{"Name":"Dog","Confidence":98}]})";

struct World {
  FakeHttpClient http{};
  fakes::FakeClock clock{};
  fakes::InTurn overlap{};
  std::unique_ptr<aws::CredentialsProvider> credentials =
      aws::fixed_credentials({"AKID", "s3cr3t", {}, {}});
  std::unique_ptr<Labeler> labeler = make_labeler(
      {.region = "eu-west-1", .endpoint = "https://rekognition.eu-west-1.amazonaws.com"},
      *credentials, http, clock, overlap);

  LabelAnswer label(std::string bytes = "picture", LabelQuery const& query = {},
                    Deadline const& deadline = {}) {
    return labeler->label({.bytes = std::move(bytes)}, query, deadline);
  }
  void push_fault(int status, std::string const& code) {
    http.push(status, R"({"__type":")" + code + R"(","Message":"words"})");
  }
};

std::string reason_of(LabelAnswer const& answer) {
  return answer.labels ? "labels" : std::string(to_string(answer.labels.error().reason));
}

TEST(labeler, sends_the_picture_with_both_limits) {
  World world;
  world.http.push(200, k_one_label);
  auto const answer = world.label("\xFF\xD8\xFF\xE0");
  ASSERT_TRUE(answer.labels);
  EXPECT_EQ(answer.labels->found.at(0).name, "Dog");
  EXPECT_EQ(answer.calls_paid, 1);
  auto const sent = world.http.sent().at(0);
  EXPECT_EQ(sent.body, R"({"Image":{"Bytes":"/9j/4A=="},"MaxLabels":10,"MinConfidence":70})");
  EXPECT_EQ(sent.request.url, "https://rekognition.eu-west-1.amazonaws.com/");
  EXPECT_EQ(sent.header("X-Amz-Target"), "RekognitionService.DetectLabels");
  EXPECT_EQ(sent.header("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_THAT(sent.header("Authorization"),
              HasSubstr("Credential=AKID/20260301/eu-west-1/rekognition/aws4_request"));
  EXPECT_EQ(sent.request.response_bytes_max, limits::labeler_reply_bytes_max);
  EXPECT_EQ(sent.request.time_max, limits::labeler_call_time_max);
}

TEST(labeler, sends_json_whatever_the_picture_and_the_query) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte.push_back(static_cast<char>(byte));
  }
  struct Case {
    std::string bytes;
    LabelQuery query;
  };
  for (auto const& [bytes, query] :
       {Case{every_byte, {.confidence_min = 70.5, .labels_max = 1}},
        Case{"a", {.confidence_min = 0, .labels_max = 0}},
        Case{"ab", {.confidence_min = 100, .labels_max = 1000}},
        Case{"abc", {.confidence_min = 0.00001, .labels_max = 3}},
        Case{"", {.confidence_min = 33.333333333333336, .labels_max = 7}}}) {
    World world;
    world.http.push(200, k_one_label);
    world.label(bytes, query);
    auto const body = json::parse(world.http.sent().at(0).body);
    ASSERT_TRUE(body) << world.http.sent().at(0).body;
    EXPECT_EQ(body->size(), 3u);
    auto const& image = json::member(*body, "Image");
    EXPECT_EQ(image.size(), 1u);
    EXPECT_EQ(crypto::from_base64(json::text(image, "Bytes").value()), bytes);
    EXPECT_EQ(json::integer(*body, "MaxLabels"), query.labels_max);
    EXPECT_EQ(json::number(*body, "MinConfidence"), query.confidence_min);
  }
}

TEST(labeler, pays_for_no_refusal) {
  World world;
  world.push_fault(400, "InvalidImageFormatException");
  auto const answer = world.label();
  EXPECT_EQ(reason_of(answer), "refused_by_labeler");
  EXPECT_EQ(answer.labels.error().message,
            "Rekognition answers 400 InvalidImageFormatException: words");
  EXPECT_EQ(answer.calls_paid, 0);
  EXPECT_EQ(world.http.count(), 1u);
}

TEST(labeler, repeats_what_was_throttled_and_pays_once) {
  for (int const status : {400, 500}) {
    World world;
    world.push_fault(status, "ThrottlingException");
    world.http.push(200, k_one_label);
    auto const answer = world.label();
    EXPECT_EQ(reason_of(answer), "labels");
    EXPECT_EQ(answer.calls_paid, 1);
    EXPECT_EQ(world.http.count(), 2u);
    for (int i = 0; i < 3; ++i) {
      world.push_fault(status, "ThrottlingException");
    }
    EXPECT_EQ(reason_of(world.label()), "labeler_throttled");
  }
}

TEST(labeler, counts_what_may_have_been_paid_without_an_answer) {
  World world;
  world.http.push(FakeHttpClient::fault(http::Fault::broken_off, true));
  world.http.push(200, k_one_label);
  EXPECT_EQ(world.label().calls_paid, 2);
  world.http.push(FakeHttpClient::fault(http::Fault::unreachable, false));
  world.http.push(200, k_one_label);
  EXPECT_EQ(world.label().calls_paid, 1);
  world.http.push(FakeHttpClient::fault(http::Fault::too_large, true));
  auto const too_large = world.label();
  EXPECT_EQ(reason_of(too_large), "labeler_unavailable");
  EXPECT_EQ(too_large.calls_paid, 1);
}

TEST(labeler, counts_an_answer_that_cannot_be_read) {
  World world;
  world.http.push(200, "<html>");
  auto const answer = world.label();
  EXPECT_EQ(reason_of(answer), "labeler_unavailable");
  EXPECT_EQ(answer.calls_paid, 1);
  EXPECT_EQ(world.http.count(), 1u);
}

TEST(labeler, ends_with_its_deadline) {
  World world;
  world.http.answer_with([&world](http::Request const&) {
    world.clock.advance(std::chrono::seconds(1));
    return FakeHttpClient::fault(http::Fault::timed_out, true);
  });
  auto const answer =
      world.label("picture", {}, {.at = world.clock.now() + std::chrono::seconds(1)});
  EXPECT_EQ(reason_of(answer), "out_of_time");
  EXPECT_EQ(answer.calls_paid, 1);
  EXPECT_EQ(world.http.count(), 1u);
}

TEST(labeler, gives_back_what_is_wrong_with_the_credentials) {
  World world;
  world.credentials = aws::default_credentials({}, world.http, world.clock);
  world.labeler = make_labeler({.region = "x-1", .endpoint = "https://x"}, *world.credentials,
                               world.http, world.clock, world.overlap);
  auto const answer = world.label();
  EXPECT_EQ(reason_of(answer), "credentials_missing");
  EXPECT_EQ(answer.calls_paid, 0);
}

TEST(labeler, never_quotes_the_secret_or_the_picture) {
  World world;
  world.http.answer_with([](http::Request const& request) {
    return FakeHttpClient::reply(400, R"({"__type":"ValidationException","message":"no\n)" +
                                          std::string(request.headers.back().value) + "\"}");
  });
  auto const message = world.label("picture").labels.error().message;
  EXPECT_THAT(message, Not(HasSubstr("s3cr3t")));
  EXPECT_THAT(message, Not(HasSubstr("Signature=")));
  EXPECT_THAT(message, Not(HasSubstr(crypto::to_base64("picture"))));
}

}  // namespace
}  // namespace stacktag::rekognition
