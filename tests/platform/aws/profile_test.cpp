// SPDX-License-Identifier: Apache-2.0
#include "aws/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/folder.h"
#include "pace/system_clock.h"
#include "source_world.h"

namespace stacktag::aws {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Profile : public testing::Test {
 protected:
  Profile() {
    world_.environment.set("HOME", folder_.path(""));
    std::filesystem::create_directory(folder_.path(".aws"));
  }

  void credentials_file(std::string_view text) const { folder_.write(".aws/credentials", text); }
  void config_file(std::string_view text) const { folder_.write(".aws/config", text); }

  Found find() {
    SystemClock clock;  // a credential_process really runs
    auto const source = profile_source({world_.environment, world_.http, clock});
    return source->find({});
  }

  fakes::Folder folder_;
  SourceWorld world_;
};

constexpr auto k_keys = "aws_access_key_id = AKID\naws_secret_access_key = secret\n";

TEST_F(Profile, is_absent_without_files) {
  expect_absent(find());
  world_.environment = Environment{};
  expect_absent(find());
  EXPECT_THAT(read_profile(world_.environment), IsEmpty());
}

TEST_F(Profile, gives_the_keys_of_the_default_one) {
  credentials_file(std::string("[default]\n") + k_keys);
  expect_found(find(), {"AKID", "secret", {}, {}});
}

TEST_F(Profile, gives_the_keys_of_the_named_one) {
  credentials_file(std::string("[default]\naws_access_key_id = OTHER\n[work]\n") + k_keys +
                   "aws_session_token = token\n");
  world_.environment.set("AWS_PROFILE", "work");
  expect_found(find(), {"AKID", "secret", "token", {}});
}

TEST_F(Profile, may_stand_in_the_config_file_under_its_longer_name) {
  config_file(std::string("[work]\naws_access_key_id = OTHER\n[profile work]\n") + k_keys);
  world_.environment.set("AWS_PROFILE", "work");
  expect_found(find(), {"AKID", "secret", {}, {}});
}

TEST_F(Profile, counts_more_in_the_credentials_file) {
  credentials_file(std::string("[default]\n") + k_keys);
  config_file(
      "[default]\naws_access_key_id = OTHER\naws_secret_access_key = other\nregion = eu-west-1\n");
  expect_found(find(), {"AKID", "secret", {}, {}});
  EXPECT_EQ(read_profile(world_.environment).at("region"), "eu-west-1");
}

TEST_F(Profile, is_read_from_where_the_environment_says) {
  credentials_file(std::string("[default]\naws_access_key_id = OTHER\n"));
  world_.environment.set("AWS_SHARED_CREDENTIALS_FILE",
                         folder_.write("mine", std::string("[default]\n") + k_keys));
  world_.environment.set("AWS_CONFIG_FILE", folder_.write("set", "[default]\nregion = us-east-2"));
  expect_found(find(), {"AKID", "secret", {}, {}});
  EXPECT_EQ(default_region(world_.environment), "us-east-2");
}

TEST_F(Profile, that_is_named_must_exist) {
  credentials_file(std::string("[default]\n") + k_keys);
  world_.environment.set("AWS_PROFILE", "typo");
  EXPECT_THAT(expect_failed(find(), Reason::credentials_missing), HasSubstr("AWS_PROFILE"));
}

TEST_F(Profile, with_a_region_only_leaves_the_keys_to_others) {
  config_file("[default]\nregion = eu-west-1\n");
  expect_absent(find());
}

TEST_F(Profile, with_half_a_pair_of_keys_is_a_mistake) {
  credentials_file("[default]\naws_access_key_id = AKID\n");
  EXPECT_THAT(expect_failed(find(), Reason::credentials_missing), HasSubstr("only one of"));
  credentials_file("[default]\naws_secret_access_key = secret\n");
  EXPECT_THAT(expect_failed(find(), Reason::credentials_missing), Not(HasSubstr("secret ")));
}

TEST_F(Profile, that_needs_a_role_or_single_sign_on_says_what_to_do_instead) {
  for (auto const* setting :
       {"role_arn = arn:aws:iam::1:role/r", "sso_session = s", "sso_start_url = https://x"}) {
    config_file(std::string("[default]\n") + setting + "\n");
    EXPECT_THAT(expect_failed(find(), Reason::credentials_missing),
                HasSubstr("credential_process"));
  }
}

TEST_F(Profile, asks_its_credential_process) {
  folder_.write("answer", R"({"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"secret",)"
                          R"("SessionToken":"token","Expiration":"2026-03-01T18:00:00Z"})");
  config_file("[default]\ncredential_process = cat " + folder_.path("answer") + "\n");
  expect_found(find(), credentials_of_json());
}

TEST_F(Profile, does_not_repeat_what_its_credential_process_prints) {
  config_file("[default]\ncredential_process = echo s3cr3t\n");
  EXPECT_THAT(expect_failed(find(), Reason::credentials_unavailable), Not(HasSubstr("s3cr3t")));
  config_file("[default]\ncredential_process = echo s3cr3t; exit 1\n");
  EXPECT_THAT(expect_failed(find(), Reason::credentials_unavailable), Not(HasSubstr("s3cr3t")));
}

TEST_F(Profile, prefers_keys_to_a_credential_process) {
  credentials_file(std::string("[default]\n") + k_keys);
  config_file("[default]\ncredential_process = exit 1\n");
  expect_found(find(), {"AKID", "secret", {}, {}});
}

TEST_F(Profile, gives_the_region_where_the_environment_does_not) {
  config_file("[default]\nregion = eu-west-1\n");
  EXPECT_EQ(default_region(world_.environment), "eu-west-1");
  world_.environment.set("AWS_DEFAULT_REGION", "us-west-2");
  EXPECT_EQ(default_region(world_.environment), "us-west-2");
  world_.environment.set("AWS_REGION", "us-east-1");
  EXPECT_EQ(default_region(world_.environment), "us-east-1");
  EXPECT_EQ(default_region({}), "");
}

TEST(IsConfigured, by_any_variable_of_the_chain) {
  EXPECT_FALSE(is_configured({}));
  for (auto const* name :
       {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}) {
    Environment environment;
    environment.set(name, "x");
    EXPECT_TRUE(is_configured(environment)) << name;
  }
}

TEST_F(Profile, counts_as_configured_where_it_leads_to_credentials) {
  EXPECT_FALSE(is_configured(world_.environment));
  for (auto const* file : {"[default]\nregion = eu-west-1\n", "[other]\naws_access_key_id = AKID\n",
                           "[default]\naws_access_key_id =\n"}) {
    config_file(file);
    EXPECT_FALSE(is_configured(world_.environment)) << file;
  }
  for (auto const* setting : {"aws_access_key_id", "aws_secret_access_key", "credential_process",
                              "role_arn", "sso_session", "sso_start_url"}) {
    config_file("[default]\n" + std::string(setting) + " = x\n");
    EXPECT_TRUE(is_configured(world_.environment)) << setting;
  }
}

}  // namespace
}  // namespace stacktag::aws
