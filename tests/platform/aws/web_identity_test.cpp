// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/folder.h"
#include "source_world.h"

namespace stacktag::aws {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto k_answer = R"(<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/">
  <AssumeRoleWithWebIdentityResult>
    <Audience>sts.amazonaws.com</Audience>
    <Credentials>
      <AccessKeyId>AKID</AccessKeyId>
      <SecretAccessKey>secret</SecretAccessKey>
      <SessionToken>token</SessionToken>
      <Expiration>2026-03-01T18:00:00Z</Expiration>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>)";

class WebIdentity : public testing::Test {
 protected:
  WebIdentity() {
    world_.environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", folder_.write("token", "ey.J/+=&\xC3"));
    world_.environment.set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/stacktag");
    world_.environment.set("AWS_REGION", "eu-west-1");
  }

  Found find(Deadline const& deadline = {}) {
    return web_identity_source(world_.surroundings())->find(deadline);
  }

  fakes::Folder folder_;
  SourceWorld world_;
};

TEST_F(WebIdentity, is_absent_unless_file_and_role_are_named) {
  auto const whole = world_.environment;
  for (auto const* name : {"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"}) {
    world_.environment = whole;
    world_.environment.set(name, "");
    expect_absent(find());
  }
  EXPECT_EQ(world_.http.count(), 0u);
}

TEST_F(WebIdentity, exchanges_the_token_at_the_regions_sts_without_a_signature) {
  world_.http.push(200, k_answer);
  expect_found(find(), credentials_of_json());
  auto const sent = world_.http.sent().at(0);
  EXPECT_EQ(sent.request.method, http::Method::post);
  EXPECT_EQ(sent.request.url, "https://sts.eu-west-1.amazonaws.com/");
  EXPECT_EQ(sent.header("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(sent.header("Authorization"), "");
  EXPECT_EQ(sent.body,
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
            "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fstacktag"
            "&RoleSessionName=stacktag&WebIdentityToken=ey.J%2F%2B%3D%26%C3");
}

TEST_F(WebIdentity, reads_the_token_again_each_time) {
  auto const source = web_identity_source(world_.surroundings());
  world_.http.push(200, k_answer);
  world_.http.push(200, k_answer);
  expect_found(source->find({}), credentials_of_json());
  folder_.write("token", "renewed");
  expect_found(source->find({}), credentials_of_json());
  EXPECT_THAT(world_.http.sent().at(1).body, HasSubstr("&WebIdentityToken=renewed"));
}

TEST_F(WebIdentity, takes_session_name_and_endpoint_from_the_environment) {
  world_.http.answer_with([](auto const&) { return fakes::FakeHttpClient::reply(200, k_answer); });
  world_.environment.set("AWS_ROLE_SESSION_NAME", "me@work");
  world_.environment.set("AWS_REGION", "");
  expect_found(find(), credentials_of_json());
  world_.environment.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1/");
  expect_found(find(), credentials_of_json());
  world_.environment.set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:2/");
  expect_found(find(), credentials_of_json());
  auto const sent = world_.http.sent();
  EXPECT_EQ(sent.at(0).request.url, "https://sts.amazonaws.com/");
  EXPECT_THAT(sent.at(0).body, HasSubstr("&RoleSessionName=me%40work&"));
  EXPECT_EQ(sent.at(1).request.url, "http://127.0.0.1:1/");
  EXPECT_EQ(sent.at(2).request.url, "http://127.0.0.1:2/");
}

TEST_F(WebIdentity, hands_the_deadline_down_with_a_limit_of_its_own) {
  world_.http.push(200, k_answer);
  Deadline const deadline{.at = world_.clock.now() + std::chrono::seconds(3)};
  expect_found(find(deadline), credentials_of_json());
  EXPECT_EQ(world_.http.sent().at(0).request.deadline.at, deadline.at);
  EXPECT_GT(world_.http.sent().at(0).request.time_max.count(), 0);
}

TEST_F(WebIdentity, fails_where_the_token_cannot_be_read) {
  world_.environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", folder_.path("none"));
  EXPECT_THAT(expect_failed(find(), Reason::credentials_unavailable),
              HasSubstr("AWS_WEB_IDENTITY_TOKEN_FILE"));
  EXPECT_EQ(world_.http.count(), 0u);
}

TEST_F(WebIdentity, says_by_which_code_sts_refuses_and_no_more) {
  world_.http.push(400,
                   R"(<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredTokenException</Code>
      <Message>ey.J</Message></Error></ErrorResponse>)");
  EXPECT_EQ(expect_failed(find(), Reason::credentials_unavailable),
            "STS answers 400 ExpiredTokenException");
}

TEST_F(WebIdentity, takes_no_answer_that_is_not_whole) {
  std::string const whole = k_answer;
  for (std::string const gone : {"AKID", "secret", "2026-03-01T18:00:00Z", "</SecretAccessKey>"}) {
    auto broken = whole;
    broken.erase(broken.find(gone), gone.size());
    world_.http.push(200, broken);
    EXPECT_EQ(expect_failed(find(), Reason::credentials_unavailable), "STS answers 200") << gone;
  }
  world_.http.push(500, whole);
  EXPECT_THAT(expect_failed(find(), Reason::credentials_unavailable), Not(HasSubstr("secret")));
}

TEST_F(WebIdentity, fails_where_sts_cannot_be_reached) {
  world_.http.push(fakes::FakeHttpClient::fault(http::Fault::timed_out));
  EXPECT_THAT(expect_failed(find(), Reason::credentials_unavailable), HasSubstr("STS: "));
}

}  // namespace
}  // namespace stacktag::aws
