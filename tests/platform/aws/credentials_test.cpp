// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/folder.h"
#include "source_world.h"

namespace stacktag::aws {
namespace {

using fakes::FakeHttpClient;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

std::string answer_of(std::string const& id, std::string const& expiration) {
  return R"({"AccessKeyId":")" + id + R"(","SecretAccessKey":"secret","Token":"token",)" +
         R"("Expiration":")" + expiration + R"("})";
}

// The clock begins at 12:00.
std::string const k_at_13 = "2026-03-01T13:00:00Z";
std::string const k_at_14 = "2026-03-01T14:00:00Z";

class Chain : public testing::Test {
 protected:
  void ask_a_container() { world_.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c"); }
  std::unique_ptr<CredentialsProvider> make() {
    return default_credentials(world_.environment, world_.http, world_.clock);
  }
  static std::string id(Result<Credentials> const& credentials) {
    return credentials ? credentials->access_key_id
                       : std::string(to_string(credentials.error().reason));
  }
  std::string first() { return id(make()->get({})); }

  fakes::Folder folder_;
  SourceWorld world_;
};

TEST_F(Chain, takes_the_first_source_that_is_configured) {
  // Each variable is set last, and its source comes before those set earlier.
  world_.http.answer_with([](http::Request const& request) {
    if (request.url.find("169.254.169.254") != std::string::npos) {
      bool const listing = request.url.ends_with("/security-credentials/");
      return FakeHttpClient::reply(200, listing ? "role" : answer_of("INSTANCE", k_at_13));
    }
    if (request.url.find("sts.") != std::string::npos) {
      return FakeHttpClient::reply(
          200,
          "<AccessKeyId>WEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
          "<SessionToken>t</SessionToken><Expiration>2026-03-01T13:00:00Z</Expiration>");
    }
    return FakeHttpClient::reply(200, answer_of("CONTAINER", k_at_13));
  });
  EXPECT_EQ(first(), "INSTANCE");
  ask_a_container();
  EXPECT_EQ(first(), "CONTAINER");
  world_.environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", folder_.write("token", "t"));
  world_.environment.set("AWS_ROLE_ARN", "arn");
  EXPECT_EQ(first(), "WEB");
  world_.environment.set("AWS_SHARED_CREDENTIALS_FILE",
                         folder_.write("file",
                                       "[default]\naws_access_key_id = PROFILE\n"
                                       "aws_secret_access_key = s\n"));
  EXPECT_EQ(first(), "PROFILE");
  world_.environment.set("AWS_ACCESS_KEY_ID", "ENVIRONMENT");
  world_.environment.set("AWS_SECRET_ACCESS_KEY", "s");
  EXPECT_EQ(first(), "ENVIRONMENT");
}

TEST_F(Chain, takes_the_session_token_of_the_environment) {
  world_.environment.set("AWS_ACCESS_KEY_ID", "AKID");
  world_.environment.set("AWS_SECRET_ACCESS_KEY", "secret");
  EXPECT_EQ(make()->get({}).value(), (Credentials{"AKID", "secret", {}, {}}));
  world_.environment.set("AWS_SESSION_TOKEN", "token");
  EXPECT_EQ(make()->get({}).value(), (Credentials{"AKID", "secret", "token", {}}));
}

TEST_F(Chain, takes_no_other_credentials_where_a_pair_is_half_set) {
  ask_a_container();
  world_.environment.set("AWS_ACCESS_KEY_ID", "AKID");
  auto found = make()->get({});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().reason, Reason::credentials_missing);
  EXPECT_THAT(found.error().message, HasSubstr("AWS_SECRET_ACCESS_KEY is not set"));
  world_.environment.set("AWS_ACCESS_KEY_ID", "");
  world_.environment.set("AWS_SECRET_ACCESS_KEY", "s3cr3t");
  found = make()->get({});
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().message, HasSubstr("AWS_ACCESS_KEY_ID is not set"));
  EXPECT_THAT(found.error().message, Not(HasSubstr("s3cr3t")));
  EXPECT_EQ(world_.http.count(), 0u);
}

TEST_F(Chain, stops_at_a_source_that_is_configured_and_fails) {
  ask_a_container();
  world_.http.push(500);
  EXPECT_EQ(first(), "credentials_unavailable");
  EXPECT_EQ(world_.http.count(), 1u);
}

TEST_F(Chain, says_where_credentials_may_come_from) {
  auto const found = make()->get({});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().reason, Reason::credentials_missing);
  EXPECT_THAT(found.error().message, HasSubstr("REKOGNITION_AWS_ID"));
}

TEST_F(Chain, keeps_what_it_found_until_5_minutes_before_the_end) {
  ask_a_container();
  world_.http.push(200, answer_of("FIRST", k_at_13));
  world_.http.push(200, answer_of("SECOND", k_at_14));
  auto const chain = make();
  EXPECT_EQ(id(chain->get({})), "FIRST");
  world_.clock.advance(minutes(55) - seconds(1));
  EXPECT_EQ(id(chain->get({})), "FIRST");
  EXPECT_EQ(world_.http.count(), 1u);
  world_.clock.advance(seconds(1));
  EXPECT_EQ(id(chain->get({})), "SECOND");
  EXPECT_EQ(id(chain->get({})), "SECOND");
  EXPECT_EQ(world_.http.count(), 2u);
}

TEST_F(Chain, keeps_permanent_ones_for_ever) {
  world_.environment.set("AWS_ACCESS_KEY_ID", "AKID");
  world_.environment.set("AWS_SECRET_ACCESS_KEY", "secret");
  auto const chain = make();
  EXPECT_EQ(id(chain->get({})), "AKID");
  world_.clock.advance(std::chrono::hours(24 * 365));
  EXPECT_EQ(id(chain->get({})), "AKID");
}

TEST_F(Chain, uses_what_still_holds_where_the_source_fails_and_asks_again_later) {
  ask_a_container();
  world_.http.push(200, answer_of("FIRST", k_at_13));
  auto const chain = make();
  EXPECT_EQ(id(chain->get({})), "FIRST");
  world_.clock.advance(minutes(56));
  EXPECT_EQ(id(chain->get({})), "FIRST");
  EXPECT_EQ(id(chain->get({})), "FIRST");  // not every call is to wait for the dead source
  EXPECT_EQ(world_.http.count(), 2u);
  world_.clock.advance(seconds(30));
  EXPECT_EQ(id(chain->get({})), "FIRST");
  EXPECT_EQ(world_.http.count(), 3u);
  world_.clock.advance(seconds(30));
  world_.http.push(200, answer_of("SECOND", k_at_14));
  EXPECT_EQ(id(chain->get({})), "SECOND");
}

TEST_F(Chain, gives_nothing_that_has_expired) {
  ask_a_container();
  world_.http.push(200, answer_of("FIRST", k_at_13));
  auto const chain = make();
  EXPECT_EQ(id(chain->get({})), "FIRST");
  world_.clock.advance(minutes(60) - seconds(1));
  EXPECT_EQ(id(chain->get({})), "FIRST");
  world_.clock.advance(seconds(1));
  EXPECT_EQ(id(chain->get({})), "credentials_unavailable");
}

TEST_F(Chain, forgets_when_told_so) {
  ask_a_container();
  world_.http.push(200, answer_of("FIRST", k_at_13));
  world_.http.push(200, answer_of("SECOND", k_at_13));
  auto const chain = make();
  EXPECT_EQ(id(chain->get({})), "FIRST");
  chain->forget();
  EXPECT_EQ(id(chain->get({})), "SECOND");
}

TEST(fixed_credentials, stay_what_they_are) {
  auto const fixed = fixed_credentials({"AKID", "secret", {}, {}});
  EXPECT_EQ(fixed->get({}).value().access_key_id, "AKID");
  fixed->forget();
  EXPECT_EQ(fixed->get({}).value().secret_access_key, "secret");
}

}  // namespace
}  // namespace stacktag::aws
