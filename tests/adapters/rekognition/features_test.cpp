// SPDX-License-Identifier: Apache-2.0
// Several features of one picture: a call each, at the same time, and the bill.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/rekognition/names.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/in_turn.h"
#include "rekognition/labeler.h"

namespace stacktag::rekognition {
namespace {

using fakes::FakeHttpClient;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Answers each operation as it is told, and well where it is told nothing.
struct Service {
  std::map<std::string, http::Exchange, std::less<>> answers{
      {"DetectLabels", FakeHttpClient::reply(200, R"({"Labels":[{"Name":"Dog","Confidence":98}],
            "LabelModelVersion":"3.0","ImageProperties":{"Quality":{"Brightness":64},
            "DominantColors":[{"Red":200,"SimplifiedColor":"red","PixelPercent":60}]}})")},
      {"DetectModerationLabels",
       FakeHttpClient::reply(200, R"({"ModerationLabels":[{"Name":"Alcohol","Confidence":97}],
            "ModerationModelVersion":"7.0"})")},
      {"DetectText", FakeHttpClient::reply(200, R"({"TextDetections":[
            {"Type":"LINE","DetectedText":"SALE","Confidence":95},
            {"Type":"LINE","DetectedText":"maybe","Confidence":85}]})")},
      {"DetectFaces", FakeHttpClient::reply(200, R"({"FaceDetails":[{"Confidence":96}]})")},
      {"RecognizeCelebrities",
       FakeHttpClient::reply(200,
                             R"({"CelebrityFaces":[{"Name":"Ada","MatchConfidence":96.5}]})")}};
  FakeHttpClient http{[this](http::Request const& request) { return answer(request); }};
  fakes::FakeClock clock{};
  fakes::InTurn overlap{};
  std::unique_ptr<aws::CredentialsProvider> credentials =
      aws::fixed_credentials({"AKID", "s3cr3t", {}, {}});
  std::unique_ptr<Labeler> labeler = make_labeler({.region = "eu-west-1", .endpoint = "https://x"},
                                                  *credentials, http, clock, overlap);

  LabelAnswer label(Features features) {
    LabelQuery const query{.features = std::move(features), .thresholds = {{Feature::text, 90}}};
    return labeler->label({.bytes = "picture"}, query, {});
  }
  void refuse(std::string const& operation, int status, std::string const& code) {
    answers.insert_or_assign(
        operation,
        FakeHttpClient::reply(status, R"({"__type":")" + code + R"(","Message":"words"})"));
  }

 private:
  http::Exchange answer(http::Request const& request) const {
    for (auto const& header : request.headers) {
      if (header.name == "X-Amz-Target") {
        return answers.at(header.value.substr(header.value.find('.') + 1));
      }
    }
    return FakeHttpClient::fault(http::Fault::unreachable);
  }
};

Features const k_all_features{Feature::labels, Feature::properties, Feature::moderation,
                              Feature::text,   Feature::faces,      Feature::celebrities};

TEST(features, are_asked_in_five_calls_at_the_same_time_and_answered_in_one) {
  Service world;
  auto const answer = world.label(k_all_features);
  ASSERT_TRUE(answer.labels) << answer.labels.error().message;
  EXPECT_EQ(world.http.count(), 5U);
  EXPECT_EQ(world.overlap.tasks_max, 5U);
  EXPECT_THAT(names(*answer.labels), ElementsAre("Red", "Dog", "Alcohol", "Ada", "Face", "SALE"));
  EXPECT_EQ(answer.labels->model_version, "3.0, moderation 7.0");
  ASSERT_TRUE(answer.labels->properties);
  EXPECT_EQ(answer.labels->properties->whole.quality.brightness, 64);
  EXPECT_EQ(answer.calls_paid, 5);
  EXPECT_EQ(answer.cost, (Cost{{Feature::labels, {1, 1000}},
                               {Feature::properties, {1, 750}},
                               {Feature::moderation, {1, 1000}},
                               {Feature::text, {1, 1000}},
                               {Feature::faces, {1, 1000}},
                               {Feature::celebrities, {1, 1000}}}));
  EXPECT_EQ(answer.partial, Answered{});
}

TEST(features, send_the_same_picture_each_and_sign_what_they_send) {
  Service world;
  world.label(k_all_features);
  for (auto const& sent : world.http.sent()) {
    EXPECT_THAT(sent.body, StartsWith(R"({"Image":{"Bytes":"cGljdHVyZQ=="})"));
    EXPECT_EQ(sent.body.back(), '}');
  }
}

TEST(features, that_are_one_need_no_overlap) {
  Service world;
  EXPECT_TRUE(world.label({Feature::faces}).labels);
  EXPECT_EQ(world.overlap.tasks_max, 0U);
  EXPECT_EQ(world.http.count(), 1U);
}

TEST(features, that_fail_leave_what_the_others_brought) {
  Service world;
  world.refuse("DetectText", 400, "ProvisionedThroughputExceededException");
  auto const answer = world.label({Feature::labels, Feature::properties, Feature::text});
  ASSERT_FALSE(answer.labels);
  EXPECT_EQ(answer.labels.error().reason, Reason::labeler_throttled);
  EXPECT_THAT(answer.labels.error().message, StartsWith("DetectText: Rekognition answers 400"));
  EXPECT_EQ(answer.partial.features, (Features{Feature::labels, Feature::properties}));
  EXPECT_THAT(names(answer.partial.labels), ElementsAre("Red", "Dog"));
  EXPECT_EQ(answer.calls_paid, 1);
  EXPECT_EQ(answer.cost, (Cost{{Feature::labels, {1, 1000}}, {Feature::properties, {1, 750}}}));
}

TEST(features, that_fail_in_several_ways_tell_the_gravest) {
  Service world;
  world.refuse("DetectLabels", 400, "InvalidImageFormatException");
  world.refuse("DetectText", 400, "ThrottlingException");
  EXPECT_EQ(world.label({Feature::labels, Feature::text}).labels.error().reason,
            Reason::labeler_throttled)
      << "what may pass is worth a repeat";
  world.refuse("DetectFaces", 400, "AccessDeniedException");
  auto const answer = world.label({Feature::labels, Feature::text, Feature::faces});
  EXPECT_EQ(answer.labels.error().reason, Reason::labeler_denied)
      << "a person has to mend that one first";
  EXPECT_THAT(answer.labels.error().message, HasSubstr("DetectFaces"));
  EXPECT_EQ(answer.calls_paid, 0);
  EXPECT_TRUE(answer.cost.empty());
}

TEST(features, that_are_cut_off_may_have_been_paid_for_each) {
  Service world;
  world.answers.insert_or_assign("DetectLabels",
                                 FakeHttpClient::fault(http::Fault::broken_off, true));
  auto const answer = world.label({Feature::labels, Feature::properties, Feature::faces});
  EXPECT_EQ(answer.labels.error().reason, Reason::labeler_unavailable);
  EXPECT_EQ(answer.calls_paid, 4);
  EXPECT_EQ(answer.cost, (Cost{{Feature::labels, {3, 3000}},
                               {Feature::properties, {3, 2250}},
                               {Feature::faces, {1, 1000}}}));
}

TEST(features, of_one_call_are_told_without_its_name) {
  Service world;
  world.refuse("DetectLabels", 400, "InvalidImageFormatException");
  EXPECT_THAT(world.label({Feature::labels}).labels.error().message,
              Not(HasSubstr("DetectLabels")));
}

}  // namespace
}  // namespace stacktag::rekognition
