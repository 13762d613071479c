// SPDX-License-Identifier: Apache-2.0
// `stacktag tag --features ... --cost`, with Rekognition behind a scripted network.
#include "cli/asking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto k_moderation =
    R"({"ModerationLabels":[{"Name":"Alcohol","Confidence":97}],"ModerationModelVersion":"7.0"})";

class AskingTest : public ::testing::Test {
 protected:
  AskingTest() {
    terminal.configure_aws();
    terminal.http.answer_with([this](http::Request const& request) {
      for (auto const& header : request.headers) {
        if (header.value.ends_with("DetectModerationLabels")) {
          return moderation;
        }
      }
      return fakes::FakeHttpClient::reply(200, k_labels);
    });
  }

  Terminal terminal;
  http::Exchange moderation = fakes::FakeHttpClient::reply(200, k_moderation);
  std::string const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
};

TEST_F(AskingTest, TheCommandLineSwitchesFeaturesOn) {
  terminal.environment.set("STACKTAG_FEATURES", "text");
  EXPECT_EQ(terminal.run({"tag", "--features", "labels,Moderation", picture}), 0)
      << terminal.err.str();
  EXPECT_EQ(terminal.http.count(), 2U);
  EXPECT_THAT(terminal.out.str(), HasSubstr("Horse 99.5, Alcohol 97.0, Field 80.0"));
  EXPECT_THAT(terminal.out.str(), Not(HasSubstr("US$")));
}

TEST_F(AskingTest, AnUnknownFeatureIsAMistakeOfWhoeverTypedIt) {
  EXPECT_EQ(terminal.run({"tag", "--features", "labels,age", picture}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("there is no feature age"));
  EXPECT_EQ(terminal.http.count(), 0U);
  EXPECT_EQ(terminal.run({"tag", "--engine", "local", "--features", "celebrities", picture}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("celebrities"));
}

TEST_F(AskingTest, TheCostIsToldByFeatureAndInAll) {
  EXPECT_EQ(terminal.run(
                {"tag", "--cost", "--features", "labels,properties,moderation", picture, picture}),
            0)
      << terminal.err.str();
  EXPECT_THAT(terminal.out.str(), HasSubstr("\nFEATURE       CALLS           US$\n"
                                            "labels            2       0.00200\n"
                                            "properties        2       0.00150\n"
                                            "moderation        2       0.00200\n"
                                            "sum               6       0.00550\n"));
}

TEST_F(AskingTest, TheCostIsTheLastLineOfJson) {
  EXPECT_EQ(terminal.run({"tag", "--json", "--cost", "--features", "labels,moderation", picture}),
            0);
  std::istringstream lines(terminal.out.str());
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  EXPECT_EQ(line,
            R"({"cost":{"labels":{"calls":1,"usd":0.001},"moderation":{"calls":1,"usd":0.001}},)"
            R"("cost_usd":0.002})");
}

TEST_F(AskingTest, WhatWasPaidIsToldAlsoWhereAQuestionFailed) {
  moderation = fakes::FakeHttpClient::reply(
      400, R"({"__type":"AccessDeniedException","Message":"not authorized"})");
  EXPECT_EQ(terminal.run({"tag", "--cost", "--features", "labels,moderation", picture}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("DetectModerationLabels: Rekognition answers 400"));
  EXPECT_THAT(terminal.out.str(), AllOf(HasSubstr("sum               1       0.00100\n"),
                                        Not(HasSubstr("moderation"))));
}

TEST_F(AskingTest, PropertiesAreShownInJson) {
  terminal.http.answer_with([](http::Request const&) {
    return fakes::FakeHttpClient::reply(200, R"({"Labels":[],"ImageProperties":{
        "Quality":{"Brightness":64,"Sharpness":88,"Contrast":71},"DominantColors":[{"Red":46,
        "Green":79,"Blue":10,"CSSColor":"darkslategrey","SimplifiedColor":"green",
        "PixelPercent":60}],"Foreground":{"Quality":{"Brightness":1}}}})");
  });
  EXPECT_EQ(terminal.run({"tag", "--json", "--features", "properties", picture}), 0);
  auto const told = *json::parse(terminal.out.str());
  EXPECT_EQ(told["tags"], json::Json{"Green"});
  EXPECT_EQ(told["labels"][0]["feature"], "properties");
  EXPECT_EQ(told["properties"], *json::parse(R"({"brightness":64.0,"sharpness":88.0,
      "contrast":71.0,"colours":[{"hex":"#2e4f0a","css":"darkslategrey","simplified":"green",
      "percent":60.0}],"foreground":{"brightness":1.0,"sharpness":0.0,"contrast":0.0,
      "colours":[]}})"));
}

TEST_F(AskingTest, NothingIsPaidToTheEngineOfThisMachine) {
  auto const grey = terminal.file("grey.png", drawn_png(640, 480));
  EXPECT_EQ(terminal.run({"tag", "--cost", "--engine", "local", grey}), 0) << terminal.err.str();
  EXPECT_THAT(terminal.out.str(), HasSubstr("sum               0       0.00000\n"));
}

}  // namespace
}  // namespace stacktag::cli
