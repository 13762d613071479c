// SPDX-License-Identifier: Apache-2.0
// STACKTAG_FEATURES and what goes with it.
#include "delivery/questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Read {
  LabelQuery questions{};
  std::vector<std::string> mistakes{};
};

Read read(std::map<std::string, std::string, std::less<>> variables,
          Engine engine = Engine::rekognition) {
  Environment const environment(std::move(variables));
  SettingsReader reader(environment);
  auto questions = read_questions(reader);
  check_questions(reader, questions, engine);
  return {std::move(questions), reader.mistakes()};
}

TEST(Questions, AreLabelsAloneWhereNothingIsSet) {
  auto const [questions, mistakes] = read({});
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_EQ(questions.features, Features{Feature::labels});
  EXPECT_FALSE(questions.filters.any());
  EXPECT_EQ(threshold_of(questions, Feature::celebrities), 95);
}

TEST(Questions, AreSwitchedOnByName) {
  auto const [questions, mistakes] =
      read({{"STACKTAG_FEATURES", "labels,properties, Moderation,text,faces,celebrities,labels"},
            {"STACKTAG_PROPERTIES_MIN_CONFIDENCE", "80"},
            {"STACKTAG_MODERATION_MIN_CONFIDENCE", "55.5"},
            {"STACKTAG_TEXT_MIN_CONFIDENCE", "81"},
            {"STACKTAG_FACES_MIN_CONFIDENCE", "82"},
            {"STACKTAG_CELEBRITIES_MIN_CONFIDENCE", "99"}});
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_EQ(questions.features.size(), 6U);
  EXPECT_EQ(questions.thresholds, (std::map<Feature, double>{{Feature::properties, 80},
                                                             {Feature::moderation, 55.5},
                                                             {Feature::text, 81},
                                                             {Feature::faces, 82},
                                                             {Feature::celebrities, 99}}));
  EXPECT_EQ(read({{"STACKTAG_FEATURES", "text"}}).questions.features, Features{Feature::text});
}

TEST(Questions, OfUnknownNamesAreRefusedAllAtOnce) {
  auto const mistakes = read({{"STACKTAG_FEATURES", "label,text,age"},
                              {"STACKTAG_TEXT_MIN_CONFIDENCE", "101"},
                              {"STACKTAG_FACES_MIN_CONFIDENCE", "sure"}})
                            .mistakes;
  EXPECT_THAT(mistakes,
              ElementsAre("STACKTAG_FEATURES may name labels, properties, moderation, text, faces, "
                          "celebrities, not \"label\"",
                          HasSubstr("not \"age\""), StartsWith("STACKTAG_TEXT_MIN_CONFIDENCE "),
                          StartsWith("STACKTAG_FACES_MIN_CONFIDENCE ")));
}

TEST(Questions, HaveFiltersOfLabels) {
  auto const [questions, mistakes] = read({{"STACKTAG_LABELS_INCLUDE", "Dog, Caf\xC3\xA9 (small)"},
                                           {"STACKTAG_LABELS_EXCLUDE", "Person"},
                                           {"STACKTAG_CATEGORIES_INCLUDE", "Food and Beverage"},
                                           {"STACKTAG_CATEGORIES_EXCLUDE", "Person Description"}});
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_EQ(questions.filters, (LabelFilters{.labels_include = {"Dog", "Caf\xC3\xA9 (small)"},
                                             .labels_exclude = {"Person"},
                                             .categories_include = {"Food and Beverage"},
                                             .categories_exclude = {"Person Description"}}));
}

TEST(Questions, HaveNoFilterThatTheServiceWouldRefuse) {
  std::string many = "a";
  for (int i = 1; i < 100; ++i) {
    many += ",a";
  }
  EXPECT_THAT(read({{"STACKTAG_LABELS_INCLUDE", many}}).mistakes, IsEmpty());
  EXPECT_THAT(read({{"STACKTAG_LABELS_INCLUDE", many + ",a"}}).mistakes,
              ElementsAre(HasSubstr("100 names at most, not 101")));
  EXPECT_THAT(read({{"STACKTAG_CATEGORIES_EXCLUDE", std::string(50, 'a')}}).mistakes, IsEmpty());
  EXPECT_THAT(read({{"STACKTAG_CATEGORIES_EXCLUDE", std::string(51, 'a')},
                    {"STACKTAG_LABELS_EXCLUDE", "Dog\"]}"}})
                  .mistakes,
              ElementsAre(StartsWith("STACKTAG_LABELS_EXCLUDE may have names"),
                          StartsWith("STACKTAG_CATEGORIES_EXCLUDE may have names")));
}

TEST(Questions, HaveNoFilterOfLabelsThatNobodyAsksFor) {
  EXPECT_THAT(read({{"STACKTAG_FEATURES", "text"}, {"STACKTAG_LABELS_EXCLUDE", "Person"}}).mistakes,
              ElementsAre(StartsWith("STACKTAG_FEATURES has no labels")));
}

TEST(Questions, ThatAnEngineCannotAnswerAreRefused) {
  EXPECT_THAT(read({{"STACKTAG_FEATURES", "labels,moderation,text"}}, Engine::local).mistakes,
              ElementsAre(HasSubstr("has moderation,"), HasSubstr("has text,")));
}

}  // namespace
}  // namespace stacktag
