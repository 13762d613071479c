// SPDX-License-Identifier: Apache-2.0
// What each question is on the wire.
#include "rekognition/requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "flow/features.h"
#include "json/json.h"

namespace stacktag::rekognition {
namespace {

using testing::ElementsAre;

std::string body_of(Call const& call) {
  return std::string(body_head) + "UElD" + call.body_end;
}

std::vector<std::string> bodies(LabelQuery const& query) {
  std::vector<std::string> found;
  for (auto const& call : calls_for(query)) {
    found.push_back(std::string(call.operation) + " " + body_of(call));
  }
  return found;
}

TEST(requests, for_labels_are_one_call_as_it_ever_was) {
  EXPECT_THAT(
      bodies({}),
      ElementsAre(R"(DetectLabels {"Image":{"Bytes":"UElD"},"MaxLabels":10,"MinConfidence":70})"));
}

TEST(requests, for_labels_and_properties_are_one_call) {
  EXPECT_THAT(bodies({.features = {Feature::labels, Feature::properties}}),
              ElementsAre(R"(DetectLabels {"Image":{"Bytes":"UElD"},"MaxLabels":10,)"
                          R"("MinConfidence":70,)"
                          R"("Features":["GENERAL_LABELS","IMAGE_PROPERTIES"]})"));
  EXPECT_THAT(bodies({.features = {Feature::properties}}),
              ElementsAre(R"(DetectLabels {"Image":{"Bytes":"UElD"},)"
                          R"("Features":["IMAGE_PROPERTIES"]})"));
}

TEST(requests, for_the_other_features_are_a_call_each) {
  EXPECT_THAT(
      bodies(
          {.features = {Feature::moderation, Feature::text, Feature::faces, Feature::celebrities},
           .thresholds = {{Feature::moderation, 62.5}, {Feature::text, 91}}}),
      ElementsAre(R"(DetectModerationLabels {"Image":{"Bytes":"UElD"},"MinConfidence":62.5})",
                  R"(DetectText {"Image":{"Bytes":"UElD"},)"
                  R"("Filters":{"WordFilter":{"MinConfidence":91}}})",
                  R"(DetectFaces {"Image":{"Bytes":"UElD"},)"
                  R"("Attributes":["DEFAULT","EYEGLASSES","SMILE","SUNGLASSES"]})",
                  R"(RecognizeCelebrities {"Image":{"Bytes":"UElD"}})"));
}

TEST(requests, never_ask_for_gender_or_age) {
  Features all;
  for (auto const name : feature_names()) {
    all.insert(*feature_named(name));
  }
  for (auto const& body : bodies({.features = all})) {
    EXPECT_EQ(body.find("GENDER"), std::string::npos) << body;
    EXPECT_EQ(body.find("AGE_RANGE"), std::string::npos) << body;
    EXPECT_EQ(body.find("ALL"), std::string::npos) << body;
  }
}

TEST(requests, answer_each_feature_once) {
  Features all;
  for (auto const name : feature_names()) {
    all.insert(*feature_named(name));
  }
  Features answered;
  std::size_t count = 0;
  for (auto const& call : calls_for({.features = all})) {
    answered.insert(call.features.begin(), call.features.end());
    count += call.features.size();
    EXPECT_TRUE(json::parse(body_of(call))) << body_of(call);
    EXPECT_NE(call.decode, nullptr);
  }
  EXPECT_EQ(answered, all);
  EXPECT_EQ(count, all.size());
}

TEST(requests, carry_the_filters_of_labels) {
  LabelQuery query{.filters = {.labels_include = {"Caf\xC3\xA9", "Dog"},
                               .labels_exclude = {"Person"},
                               .categories_include = {"Food and Beverage"},
                               .categories_exclude = {"Person Description"}}};
  EXPECT_THAT(bodies(query),
              ElementsAre("DetectLabels {\"Image\":{\"Bytes\":\"UElD\"},\"MaxLabels\":10,"
                          "\"MinConfidence\":70,\"Settings\":{\"GeneralLabels\":{"
                          "\"LabelInclusionFilters\":[\"Caf\xC3\xA9\",\"Dog\"],"
                          "\"LabelExclusionFilters\":[\"Person\"],"
                          "\"LabelCategoryInclusionFilters\":[\"Food and Beverage\"],"
                          "\"LabelCategoryExclusionFilters\":[\"Person Description\"]}}}"));
  query.filters = {.labels_exclude = {"a \"quote\""}};
  auto const settings = bodies(query).at(0);
  EXPECT_NE(settings.find(R"({"LabelExclusionFilters":["a \"quote\""]})"), std::string::npos)
      << settings;
  query.features = {Feature::properties};
  EXPECT_EQ(bodies(query).at(0).find("Settings"), std::string::npos) << "they are of labels";
}

}  // namespace
}  // namespace stacktag::rekognition
