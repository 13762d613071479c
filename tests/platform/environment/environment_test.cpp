// SPDX-License-Identifier: Apache-2.0
#include "environment/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Environment with(std::string value) {
  return Environment{{{"NAME", std::move(value)}}};
}

TEST(environment, takes_an_empty_variable_for_a_missing_one) {
  EXPECT_EQ(with("").get("NAME"), std::nullopt);
  EXPECT_EQ(with("").get_or("NAME", "x"), "x");
  EXPECT_EQ(Environment{}.get("NAME"), std::nullopt);
  EXPECT_EQ(with(" ").get("NAME"), " ");
}

TEST(environment, is_read_from_the_process) {
  setenv("STACKTAG_ENVIRONMENT_TEST", "a=b=c", 1);
  auto const environment = Environment::of_process();
  unsetenv("STACKTAG_ENVIRONMENT_TEST");
  EXPECT_EQ(environment.get("STACKTAG_ENVIRONMENT_TEST"), "a=b=c");
  EXPECT_EQ(Environment::of_process().get("STACKTAG_ENVIRONMENT_TEST"), std::nullopt);
}

TEST(environment, can_be_changed) {
  auto environment = with("old");
  environment.set("NAME", "new");
  environment.set("OTHER", "x");
  EXPECT_EQ(environment.get("NAME"), "new");
  EXPECT_EQ(environment.get("OTHER"), "x");
}

TEST(settings, name_every_mistake) {
  Environment const environment{{{"WHOLE", "many"}, {"TRUTH", "maybe"}, {"CHOICE", "purple"}}};
  SettingsReader reader(environment);
  reader.required("TOKEN", "the token");
  EXPECT_EQ(reader.integer("WHOLE", 3, 1, 9), 3);
  EXPECT_TRUE(reader.truth("TRUTH", true));
  EXPECT_EQ(reader.choice("CHOICE", 1, {"red", "green"}), 1u);
  reader.mistake("OTHER", "is odd");
  EXPECT_THAT(reader.mistakes(),
              ElementsAre("TOKEN is not set; it must hold the token",
                          "WHOLE must be a whole number from 1 to 9, not \"many\"",
                          "TRUTH must be true or false",
                          "CHOICE must be one of red, green, not \"purple\"", "OTHER is odd"));
}

TEST(settings, do_not_repeat_a_long_value) {
  auto const environment = with(std::string(1000, 'x'));
  SettingsReader reader(environment);
  reader.integer("NAME", 1, 1, 2);
  EXPECT_THAT(reader.mistakes()[0], Not(HasSubstr(std::string(41, 'x'))));
}

TEST(settings, read_text_without_blanks_around_it) {
  EXPECT_EQ(SettingsReader(with(" a b\t\r\n")).text("NAME"), "a b");
  EXPECT_EQ(SettingsReader(with(" \t ")).text("NAME", "default"), "default");
  EXPECT_EQ(SettingsReader(Environment{}).text("NAME", "default"), "default");
}

TEST(settings, require_more_than_blanks) {
  auto const environment = with("  ");
  SettingsReader reader(environment);
  EXPECT_EQ(reader.required("NAME", "something"), "");
  EXPECT_EQ(reader.mistakes().size(), 1u);
}

TEST(settings, refuse_numbers_that_are_none_or_out_of_range) {
  for (auto const* value :
       {"x", "1x", "0", "101", "70.5", "1e1", "99999999999999999999", "--1", "0x10"}) {
    auto const environment = with(value);
    SettingsReader reader(environment);
    EXPECT_EQ(reader.integer("NAME", 5, 1, 100), 5) << value;
    EXPECT_EQ(reader.mistakes().size(), 1u) << value;
  }
  for (auto const* value : {"x", "70%", "-0.1", "100.1", "nan", "inf", "-inf", "1,5"}) {
    auto const environment = with(value);
    SettingsReader reader(environment);
    EXPECT_EQ(reader.number("NAME", 5.0, 0.0, 100.0), 5.0) << value;
    EXPECT_EQ(reader.mistakes().size(), 1u) << value;
  }
}

TEST(settings, read_numbers_up_to_their_limits) {
  EXPECT_EQ(SettingsReader(with(" 100 ")).integer("NAME", 5, 1, 100), 100);
  EXPECT_EQ(SettingsReader(with("-3")).integer("NAME", 5, -3, 100), -3);
  EXPECT_EQ(SettingsReader(with("70.5")).number("NAME", 5.0, 0.0, 100.0), 70.5);
  EXPECT_EQ(SettingsReader(with("0")).number("NAME", 5.0, 0.0, 100.0), 0.0);
}

TEST(settings, know_several_words_for_truth) {
  for (auto const* value : {"true", "TRUE", "1", "yes", "On", " true "}) {
    EXPECT_TRUE(SettingsReader(with(value)).truth("NAME", false)) << value;
  }
  for (auto const* value : {"false", "False", "0", "no", "OFF"}) {
    EXPECT_FALSE(SettingsReader(with(value)).truth("NAME", true)) << value;
  }
}

TEST(settings, choose_in_any_case_of_letters) {
  EXPECT_EQ(SettingsReader(with("Azure-NA ")).choice("NAME", 0, {"na", "azure-na"}), 1u);
  EXPECT_EQ(SettingsReader(with("info")).choice("NAME", 0, {"DEBUG", "INFO"}), 1u);
  EXPECT_EQ(SettingsReader(Environment{}).choice("NAME", 1, {"na", "eu"}), 1u);
}

TEST(settings, split_lists_at_commas) {
  EXPECT_THAT(SettingsReader(with(" a, b c ,,\t, d,")).list("NAME"), ElementsAre("a", "b c", "d"));
  EXPECT_THAT(SettingsReader(with(" , ")).list("NAME"), IsEmpty());
  EXPECT_THAT(SettingsReader(Environment{}).list("NAME"), IsEmpty());
}

}  // namespace
}  // namespace stacktag
