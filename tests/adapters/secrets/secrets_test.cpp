// SPDX-License-Identifier: Apache-2.0
#include "secrets/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "json/json.h"

namespace stacktag::secrets {
namespace {

using fakes::FakeHttpClient;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr auto k_secret_arn =
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:stacktag-AbCdEf";
constexpr auto k_parameter_arn = "arn:aws:ssm:eu-central-1:123456789012:parameter/stacktag";

class Secrets : public testing::Test {
 protected:
  Secrets() { environment_.set("AWS_REGION", "us-east-1"); }

  Result<std::map<std::string, std::string>> read(std::string const& name) {
    environment_.set("STACKTAG_SECRET_ARN", name);
    auto const credentials = aws::fixed_credentials({"AKID", "k3y", {}, {}});
    return read_secrets(environment_, http_, *credentials, clock_, {});
  }
  void push_secret(std::string const& text) {
    http_.push(200, json::dump({{"SecretString", text}}));
  }
  // Reads a secret that has to fail; gives the error.
  Error failure() {
    auto const settings = read(k_secret_arn);
    EXPECT_FALSE(settings);
    return settings ? Error{} : settings.error();
  }

  Environment environment_;
  FakeHttpClient http_;
  fakes::FakeClock clock_;
};

TEST_F(Secrets, are_none_where_none_is_named) {
  auto const settings = read("");
  ASSERT_TRUE(settings);
  EXPECT_THAT(*settings, IsEmpty());
  EXPECT_EQ(http_.count(), 0u);
}

TEST_F(Secrets, come_from_secrets_manager_in_the_region_of_the_arn) {
  push_secret(R"({"CONTENTSTACK_STACK_MANAGEMENT_TOKEN":"cs1","REKOGNITION_AWS_SECRET":"s"})");
  auto const settings = read(k_secret_arn);
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_THAT(*settings, UnorderedElementsAre(Pair("CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cs1"),
                                              Pair("REKOGNITION_AWS_SECRET", "s")));
  auto const sent = http_.sent().at(0);
  EXPECT_EQ(sent.request.url, "https://secretsmanager.eu-west-1.amazonaws.com/");
  EXPECT_EQ(sent.header("X-Amz-Target"), "secretsmanager.GetSecretValue");
  EXPECT_THAT(sent.header("Authorization"), HasSubstr("/eu-west-1/secretsmanager/aws4_request"));
  EXPECT_EQ(json::parse(sent.body), (json::Json{{"SecretId", k_secret_arn}}));
}

TEST_F(Secrets, come_from_the_parameter_store_by_arn_or_by_name) {
  auto const reply = json::dump({{"Parameter", {{"Value", R"({"MAX_TAGS":"5"})"}}}});
  http_.push(200, reply);
  http_.push(200, reply);
  for (std::string const name : {k_parameter_arn, "/stacktag/settings"}) {
    auto const settings = read(name);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_THAT(*settings, UnorderedElementsAre(Pair("MAX_TAGS", "5")));
    EXPECT_EQ(json::parse(http_.sent().back().body),
              (json::Json{{"Name", name}, {"WithDecryption", true}}));
    EXPECT_EQ(http_.sent().back().header("X-Amz-Target"), "AmazonSSM.GetParameter");
  }
  EXPECT_EQ(http_.sent().at(0).request.url, "https://ssm.eu-central-1.amazonaws.com/");
  EXPECT_EQ(http_.sent().at(1).request.url, "https://ssm.us-east-1.amazonaws.com/");
}

TEST_F(Secrets, may_have_other_endpoints) {
  http_.answer_with([](http::Request const&) {
    return FakeHttpClient::reply(200, R"({"SecretString":"{}","Parameter":{"Value":"{}"}})");
  });
  environment_.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
  EXPECT_TRUE(read(k_secret_arn));
  environment_.set("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:2");
  EXPECT_TRUE(read(k_secret_arn));
  environment_.set("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:3");
  EXPECT_TRUE(read(k_parameter_arn));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(http_.sent().at(i).request.url, "http://127.0.0.1:" + std::to_string(i + 1) + "/");
  }
}

// A secret must not lead credentials elsewhere, nor change the process in ways nobody expects.
TEST_F(Secrets, hold_our_own_settings_only) {
  push_secret(R"({"STACKTAG_WEBHOOK_HEADER":"X-Key: v","MIN_CONFIDENCE":"80","MAX_TAGS":"3",
                  "AWS_ENDPOINT_URL":"http://evil","LD_PRELOAD":"x","PATH":"/","note":"hello"})");
  auto const settings = read(k_secret_arn);
  ASSERT_TRUE(settings);
  EXPECT_THAT(*settings, UnorderedElementsAre(Pair("STACKTAG_WEBHOOK_HEADER", "X-Key: v"),
                                              Pair("MIN_CONFIDENCE", "80"), Pair("MAX_TAGS", "3")));
}

TEST_F(Secrets, may_be_written_as_numbers_and_truths) {
  push_secret(R"({"MAX_TAGS":5,"MIN_CONFIDENCE":70.5,"STACKTAG_DRY_RUN":true,
                  "STACKTAG_NOTHING":null,"STACKTAG_LIST":[1],"STACKTAG_OBJECT":{}})");
  auto const settings = read(k_secret_arn);
  ASSERT_TRUE(settings);
  EXPECT_THAT(*settings, UnorderedElementsAre(Pair("MAX_TAGS", "5"), Pair("MIN_CONFIDENCE", "70.5"),
                                              Pair("STACKTAG_DRY_RUN", "true")));
}

TEST_F(Secrets, must_be_named_by_an_arn_or_a_path) {
  for (auto const* name : {"stacktag", "arn:aws:s3:::bucket", "https://example.com/", "arn:"}) {
    auto const settings = read(name);
    ASSERT_FALSE(settings) << name;
    EXPECT_EQ(settings.error().reason, Reason::bad_configuration);
    EXPECT_THAT(settings.error().message, HasSubstr("STACKTAG_SECRET_ARN"));
  }
  EXPECT_EQ(http_.count(), 0u);
}

TEST_F(Secrets, need_a_region) {
  environment_.set("AWS_REGION", "");
  for (auto const* name : {"/stacktag", "arn:aws:ssm::1:parameter/x"}) {
    auto const settings = read(name);
    ASSERT_FALSE(settings) << name;
    EXPECT_THAT(settings.error().message, HasSubstr("AWS_REGION is not set"));
  }
  EXPECT_EQ(http_.count(), 0u);
}

TEST_F(Secrets, must_be_a_json_object_and_are_never_quoted) {
  for (auto const* text : {"hunter2", "[\"hunter2\"]", "\"hunter2\"", "{\"hunter2\"", ""}) {
    push_secret(text);
    auto const error = failure();
    EXPECT_EQ(error.reason, Reason::bad_configuration) << text;
    EXPECT_THAT(error.message, Not(HasSubstr("hunter2")));
  }
  for (auto const* reply :
       {"hunter2", "{}", R"({"SecretBinary":"hunter2"})", R"({"Parameter":{"Value":"hunter2"}})"}) {
    http_.push(200, reply);
    auto const error = failure();
    EXPECT_EQ(error.reason, Reason::bad_configuration) << reply;
    EXPECT_THAT(error.message, Not(HasSubstr("hunter2")));
  }
}

TEST_F(Secrets, that_are_refused_wait_for_a_person) {
  for (auto const* code : {"AccessDeniedException", "ResourceNotFoundException",
                           "DecryptionFailure", "ParameterNotFound"}) {
    http_.push(400, R"({"__type":")" + std::string(code) + R"(","Message":"words"})");
    auto const error = failure();
    EXPECT_EQ(error.reason, Reason::bad_configuration) << code;
    EXPECT_EQ(error.message,
              "the secret of STACKTAG_SECRET_ARN: answer 400 " + std::string(code) + ": words");
  }
}

TEST_F(Secrets, that_do_not_come_may_come_later) {
  http_.answer_with([](http::Request const&) { return FakeHttpClient::reply(503); });
  auto error = failure();
  EXPECT_EQ(error.reason, Reason::credentials_unavailable);
  EXPECT_EQ(error.message, "the secret of STACKTAG_SECRET_ARN: answer 503");
  EXPECT_EQ(http_.count(), 3u);
  http_.answer_with(
      [](http::Request const&) { return FakeHttpClient::fault(http::Fault::timed_out); });
  error = failure();
  EXPECT_EQ(error.reason, Reason::credentials_unavailable);
  EXPECT_EQ(error.message,
            "the secret of STACKTAG_SECRET_ARN: no answer: as the test's script says");
}

TEST_F(Secrets, say_what_is_wrong_with_the_credentials) {
  environment_.set("STACKTAG_SECRET_ARN", k_secret_arn);
  auto const none = aws::default_credentials({}, http_, clock_);
  auto const settings = read_secrets(environment_, http_, *none, clock_, {});
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().reason, Reason::credentials_missing);
}

}  // namespace
}  // namespace stacktag::secrets
