// SPDX-License-Identifier: Apache-2.0
#include "rules/choose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "rules/person_guesses.h"
#include "rules/rules.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Labels labels(std::vector<std::pair<std::string, double>> const& found) {
  Labels out{.engine = "rekognition", .model_version = "3.0"};
  for (auto const& [name, confidence] : found) {
    out.found.push_back({.name = name, .confidence = confidence});
  }
  return out;
}

TEST(ChooseTags, BestFirstAndNoMoreThanTheMaximum) {
  TagPolicy const policy{.tags_max = 2};
  EXPECT_THAT(choose_tags(labels({{"Field", 80}, {"Horse", 99}, {"Mammal", 95}}), policy),
              ElementsAre("Horse", "Mammal"));
}

TEST(ChooseTags, EqualConfidencesKeepTheEnginesOrder) {
  EXPECT_THAT(choose_tags(labels({{"B", 90}, {"A", 90}, {"C", 90}}), {}),
              ElementsAre("B", "A", "C"));
}

TEST(ChooseTags, TheThresholdItselfIsEnough) {
  TagPolicy const policy{.confidence_min = 70};
  EXPECT_THAT(choose_tags(labels({{"Horse", 70}, {"Cow", 69.999}}), policy), ElementsAre("Horse"));
}

TEST(ChooseTags, AConfidenceThatIsNotANumberIsNone) {
  auto const nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(choose_tags(labels({{"Horse", nan}}), {.confidence_min = 0}), IsEmpty());
}

TEST(ChooseTags, WhatAnswersAnotherQuestionHasTheThresholdOfThatUnlessARuleHasOne) {
  auto const text = [](std::string name, double confidence) {
    return Label{.name = std::move(name),
                 .confidence = confidence,
                 .categories = {"Text"},
                 .feature = Feature::text};
  };
  Labels const found{.found = {text("SALE", 91), text("OPEN", 89), {"Horse", 75}}};
  TagPolicy policy{.confidence_min = 70, .thresholds = {{Feature::text, 90}}};
  EXPECT_THAT(choose_tags(found, policy), ElementsAre("SALE", "Horse"));
  policy.categories["text"] = {.name = "Text", .confidence_min = 80};
  EXPECT_THAT(choose_tags(found, policy), ElementsAre("SALE", "OPEN", "Horse"));
}

TEST(ChooseTags, GuessesOfGenderAndAgeStayOutUnlessAskedFor) {
  auto const found = labels({{"Woman", 99}, {"Person", 98}, {"senior citizen", 97}, {"Adult", 96}});
  EXPECT_THAT(choose_tags(found, {}), ElementsAre("Person"));
  EXPECT_THAT(choose_tags(found, {.person_guesses = PersonGuesses::keep}),
              ElementsAre("Woman", "Person", "senior citizen", "Adult"));
}

TEST(ChooseTags, WordsThatMerelyContainAGuessAreNone) {
  for (auto const* word :
       {"Manta Ray", "Boysenberry", "Mannequin", "Babysitter", "Human", "Snowman"}) {
    EXPECT_FALSE(guesses_person(word)) << word;
  }
}

TEST(ChooseTags, EveryGuessOfTheIssueIsKnown) {
  for (auto const* word : {"Man", "Woman", "Boy", "Girl", "Male", "Female", "Adult", "Child",
                           "Teen", "Senior Citizen", "Baby"}) {
    EXPECT_TRUE(guesses_person(word)) << word;
  }
}

TEST(ChooseTags, ACommaOrTooManyCharactersNeverLeave) {
  std::string const fifty(50, 'x');
  std::string accents;
  for (int i = 0; i < 50; ++i) {
    accents += "é";
  }
  EXPECT_THAT(choose_tags(labels({{"Salt, Pepper", 99},
                                  {fifty + "x", 98},
                                  {fifty, 97},
                                  {accents, 96},
                                  {accents + "é", 95},
                                  {"", 94},
                                  {"  ", 93},
                                  {"line\nbreak", 92}}),
                          {}),
              ElementsAre(fifty, accents));
}

TEST(ChooseTags, LabelsThatDifferInCaseOnlyAreOneTag) {
  EXPECT_THAT(choose_tags(labels({{"Horse", 99}, {"HORSE ", 98}, {"Cow", 97}}), {}),
              ElementsAre("Horse", "Cow"));
}

TEST(LabelsToAskFor, LeavesRoomForWhatThePolicyDrops) {
  auto const asked = [](TagPolicy const& policy) { return needs_of(policy).labels_max; };
  EXPECT_EQ(asked({.tags_max = 10, .person_guesses = PersonGuesses::keep}), 10);
  EXPECT_GT(asked({.tags_max = 10}), 10);
  EXPECT_EQ(asked({.tags_max = 1000}), 1000);
}

}  // namespace
}  // namespace stacktag
