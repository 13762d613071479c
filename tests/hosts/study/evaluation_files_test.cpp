// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "study/evaluation_csv.h"
#include "study/evaluation_svg.h"
#include "study/study_json.h"

namespace stacktag::study {
namespace {

using testing::HasSubstr;
using testing::Not;

Evaluation small() {
  Evaluation evaluation(50, 25);
  evaluation.add(
      {.found = {{.name = "Dog", .confidence = 90}, {.name = "=cmd(\"x\")", .confidence = 60}}}, {},
      {"dogs", "sky"});
  return evaluation;
}

TEST(EvaluationCsv, AllTogetherThenEachLabelByThreshold) {
  EXPECT_EQ(evaluation_csv(small()),
            "label,tag,threshold,assets,right,wrong,missed,precision,recall\r\n"
            ",,50,1,1,1,1,0.500,0.500\r\n"
            ",,75,1,1,0,1,1.000,0.500\r\n"
            ",,100,0,0,0,2,,0.000\r\n"
            "\"'=cmd(\"\"x\"\")\",\"'=cmd(\"\"x\"\")\",50,1,0,1,0,0.000,\r\n"
            "Dog,Dog,50,1,1,0,0,1.000,1.000\r\n"
            "Dog,Dog,75,1,1,0,0,1.000,1.000\r\n");
}

TEST(EvaluationJson, HasTheRecommendedThresholdAndSaysThatItsAssetsAreFew) {
  auto const object = evaluation_json(small(), 0.9, 75);
  EXPECT_EQ(
      object["recommended"].dump(),
      R"({"threshold":75,"assets":1,"right":1,"wrong":0,"missed":1,"precision":1.0,"recall":0.5,"few":true})");
  EXPECT_EQ(object["labels"].size(), 1U);
  EXPECT_TRUE(evaluation_json(Evaluation(50, 25), 0.9, 75)["recommended"].is_null());
}

std::string drawn(std::optional<ThresholdResult> best, std::string title = "press") {
  return evaluation_svg({.title = std::move(title),
                         .below = "1 asset",
                         .results = small().by_threshold(),
                         .target = 0.9,
                         .recommended = best});
}

TEST(EvaluationSvg, DrawsBothCurvesAndMarksTheRecommendedThreshold) {
  auto const svg = drawn(recommended(small().by_threshold(), 0.9));
  // From 70 to 710 across and from 420 up to 90; precision is not known at 100.
  EXPECT_THAT(svg, HasSubstr("points=\"390.0,255.0 550.0,90.0\""));
  EXPECT_THAT(svg, HasSubstr("points=\"390.0,255.0 550.0,255.0 710.0,420.0\""));
  EXPECT_THAT(svg, HasSubstr("recommended: 75 (precision 1.000, recall 0.500)"));
  EXPECT_THAT(svg, HasSubstr("target 90 %"));
  EXPECT_THAT(drawn(std::nullopt), HasSubstr("no threshold reaches the target"));
}

TEST(EvaluationSvg, AsksForNothingElseAndTakesNoMarkupFromNames) {
  auto const svg = drawn(std::nullopt, "<script>&\x01");
  EXPECT_THAT(svg, HasSubstr("&lt;script&gt;&amp; <"));
  EXPECT_THAT(svg, Not(HasSubstr("href")));
  EXPECT_THAT(svg, Not(HasSubstr("url(")));
}

}  // namespace
}  // namespace stacktag::study
