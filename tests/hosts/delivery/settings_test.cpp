// SPDX-License-Identifier: Apache-2.0
// Every setting, and every mistake at once.
#include "delivery/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::StartsWith;

Environment enough() {
  return Environment({{"CONTENTSTACK_STACK_API_KEY", "bltkey"},
                      {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cstoken"},
                      {"AWS_REGION", "us-east-1"}});
}

TEST(Settings, AreEnoughWithAKeyATokenAndARegion) {
  auto const environment = enough();
  SettingsReader reader(environment);
  auto const settings = read_settings(reader, Engine::rekognition);
  EXPECT_THAT(reader.mistakes(), IsEmpty());
  EXPECT_EQ(settings.tags.base, TagPolicy{});
  EXPECT_EQ(settings.tags.last, PolicyChanges{});
  EXPECT_EQ(settings.contentstack.api_key, "bltkey");
  EXPECT_EQ(settings.contentstack.region.id, "na");
  EXPECT_EQ(settings.images.host_suffixes, settings.contentstack.region.image_host_suffixes);
  EXPECT_EQ(settings.rekognition.region, "us-east-1");
  EXPECT_FALSE(settings.auth.any());
  EXPECT_EQ(settings.reads_per_second, 10);
  EXPECT_EQ(settings.writes_per_second, 10);
  EXPECT_EQ(read_log_level(reader), Level::info);
}

TEST(Settings, NeedNoAwsForAnotherEngine) {
  Environment const environment({{"CONTENTSTACK_STACK_API_KEY", "bltkey"},
                                 {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cstoken"}});
  SettingsReader reader(environment);
  read_settings(reader, Engine::local);
  EXPECT_THAT(reader.mistakes(), IsEmpty());
}

TEST(Settings, AreTheCustomersRules) {
  auto environment = enough();
  environment.set("MIN_CONFIDENCE", "82.5");
  environment.set("MAX_TAGS", "3");
  environment.set("STACKTAG_MERGE", "Replace");
  environment.set("STACKTAG_PERSON_GUESSES", "keep");
  environment.set("STACKTAG_LOG_LEVEL", "debug");
  environment.set("STACKTAG_CONTENTSTACK_READS_PER_SECOND", "20");
  environment.set("STACKTAG_CONTENTSTACK_WRITES_PER_SECOND", "5.5");
  SettingsReader reader(environment);
  auto const settings = read_settings(reader, Engine::rekognition);
  TagPolicy const expected{.confidence_min = 82.5,
                           .tags_max = 3,
                           .merge = Merge::replace,
                           .person_guesses = PersonGuesses::keep};
  EXPECT_EQ(general_policy(settings.tags), expected);
  EXPECT_EQ(settings.reads_per_second, 20);
  EXPECT_EQ(settings.writes_per_second, 5.5);
  EXPECT_EQ(read_log_level(reader), Level::debug);
  EXPECT_THAT(reader.mistakes(), IsEmpty());
}

TEST(Settings, EveryMistakeIsNamedAtOnce) {
  Environment const environment({{"MIN_CONFIDENCE", "101"},
                                 {"MAX_TAGS", "0"},
                                 {"STACKTAG_MERGE", "mix"},
                                 {"STACKTAG_PERSON_GUESSES", "yes"},
                                 {"STACKTAG_LOG_LEVEL", "loud"},
                                 {"STACKTAG_CONTENTSTACK_READS_PER_SECOND", "0"},
                                 {"STACKTAG_CONTENTSTACK_WRITES_PER_SECOND", "many"},
                                 {"STACKTAG_WEBHOOK_HEADER", "no colon"},
                                 {"CONTENTSTACK_REGION", "moon"}});
  SettingsReader reader(environment);
  read_settings(reader, Engine::rekognition);
  read_log_level(reader);
  for (auto const* name :
       {"MIN_CONFIDENCE ", "MAX_TAGS ", "STACKTAG_MERGE ", "STACKTAG_PERSON_GUESSES ",
        "STACKTAG_LOG_LEVEL ", "STACKTAG_CONTENTSTACK_READS_PER_SECOND ",
        "STACKTAG_CONTENTSTACK_WRITES_PER_SECOND ", "STACKTAG_WEBHOOK_HEADER ",
        "CONTENTSTACK_REGION ", "CONTENTSTACK_STACK_API_KEY ",
        "CONTENTSTACK_STACK_MANAGEMENT_TOKEN "}) {
    EXPECT_THAT(reader.mistakes(), Contains(StartsWith(name)));
  }
  EXPECT_THAT(reader.mistakes(), Contains(::testing::HasSubstr("REGION")).Times(::testing::Ge(2)))
      << "the AWS region is missing too";
}

}  // namespace
}  // namespace stacktag
