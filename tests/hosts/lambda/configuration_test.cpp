// SPDX-License-Identifier: Apache-2.0
#include "lambda/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag::lambda {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Result<Secrets> no_secret() {
  return Secrets{};
}

Environment enough() {
  return Environment({{"CONTENTSTACK_STACK_API_KEY", "bltkey"},
                      {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cstoken"},
                      {"AWS_REGION", "us-east-1"}});
}

TEST(Configuration, EveryMistakeIsInOneReport) {
  auto const configuration =
      configure(Environment({{"MAX_TAGS", "0"}, {"STACKTAG_LOG_LEVEL", "loud"}}), no_secret);
  ASSERT_FALSE(configuration);
  EXPECT_THAT(configuration.error().all, Contains(StartsWith("MAX_TAGS ")));
  auto const error = to_function_error(configuration.error());
  EXPECT_EQ(error.type, "Runtime.BadConfiguration");
  for (auto const* name : {"MAX_TAGS", "STACKTAG_LOG_LEVEL", "CONTENTSTACK_STACK_API_KEY",
                           "CONTENTSTACK_STACK_MANAGEMENT_TOKEN"}) {
    EXPECT_THAT(error.message, HasSubstr(name));
  }
}

TEST(Configuration, WithoutASecretTheEnvironmentIsAll) {
  auto const configuration = configure(enough(), no_secret);
  ASSERT_TRUE(configuration);
  EXPECT_EQ(configuration->settings.contentstack.management_token, "cstoken");
  EXPECT_EQ(configuration->log_level, Level::info);
}

TEST(Configuration, ASecretAddsWhatTheEnvironmentDoesNotSet) {
  auto const environment = Environment({{"CONTENTSTACK_STACK_API_KEY", "bltkey"},
                                        {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", ""},
                                        {"AWS_REGION", "us-east-1"}});
  auto const configuration = configure(environment, []() -> Result<Secrets> {
    return Secrets{{"CONTENTSTACK_STACK_API_KEY", "other"},
                   {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "from the secret"}};
  });
  ASSERT_TRUE(configuration);
  EXPECT_EQ(configuration->settings.contentstack.api_key, "bltkey");
  EXPECT_EQ(configuration->settings.contentstack.management_token, "from the secret");
}

TEST(Configuration, ASecretThatCannotBeReadIsAMistake) {
  auto const type_after = [&](Reason reason) {
    auto const configuration =
        configure(enough(), [&]() -> Result<Secrets> { return fail(reason, "why"); });
    EXPECT_THAT(configuration.error().all, ::testing::ElementsAre("why"));
    return configuration.error().type;
  };
  EXPECT_EQ(type_after(Reason::bad_configuration), "Runtime.BadConfiguration");
  EXPECT_EQ(type_after(Reason::credentials_unavailable), "Runtime.SecretUnavailable");
}

}  // namespace
}  // namespace stacktag::lambda
