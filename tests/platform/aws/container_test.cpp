// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/folder.h"
#include "source_world.h"

namespace stacktag::aws {
namespace {

using testing::HasSubstr;
using testing::Not;

class Container : public testing::Test {
 protected:
  Found find(Deadline const& deadline = {}) {
    return container_source(world_.surroundings())->find(deadline);
  }
  void full_uri(std::string uri) {
    world_.environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", std::move(uri));
  }

  fakes::Folder folder_;
  SourceWorld world_;
};

TEST_F(Container, is_absent_without_an_address) {
  world_.environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
  expect_absent(find());
  EXPECT_EQ(world_.http.count(), 0u);
}

TEST_F(Container, prefers_the_relative_address) {
  world_.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/id?a=b");
  full_uri("https://example.com/");
  world_.http.push(200, k_credentials_json);
  Deadline const deadline{.at = world_.clock.now() + std::chrono::seconds(1)};
  expect_found(find(deadline), credentials_of_json());
  auto const sent = world_.http.sent().at(0);
  EXPECT_EQ(sent.request.method, http::Method::get);
  EXPECT_EQ(sent.request.url, "http://169.254.170.2/v2/credentials/id?a=b");
  EXPECT_EQ(sent.request.time_max, std::chrono::seconds(2));
  EXPECT_EQ(sent.request.deadline.at, deadline.at);
  EXPECT_EQ(sent.header("Authorization"), "");
}

TEST_F(Container, asks_by_http_only_on_this_machine_and_its_link) {
  world_.environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
  world_.http.answer_with(
      [](auto const&) { return fakes::FakeHttpClient::reply(200, k_credentials_json); });
  for (auto const* uri :
       {"https://example.com/creds", "http://127.0.0.1:8080/", "http://127.1.2.3/",
        "http://localhost/", "http://[::1]/", "http://169.254.170.2/x", "http://169.254.170.23/x",
        "http://[fd00:ec2::23]/x"}) {
    full_uri(uri);
    expect_found(find(), credentials_of_json());
  }
  auto const asked = world_.http.count();
  for (auto const* uri :
       {"http://example.com/", "http://127.example.com/", "http://127.0.0.1.example.com/",
        "http://127.0.0.a1/", "http://169.254.169.254/", "http://169.254.170.3/",
        "http://[fd00:ec2::254]/", "http://localhost.example.com/", "http://10.0.0.1/",
        "http://127.0.0.1@example.com/", "ftp://127.0.0.1/", "not a URL"}) {
    full_uri(uri);
    EXPECT_THAT(expect_failed(find(), Reason::credentials_missing),
                HasSubstr("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
        << uri;
  }
  EXPECT_EQ(world_.http.count(), asked);
}

TEST_F(Container, lets_no_relative_address_lead_elsewhere) {
  for (auto const* uri : {".example.com/", "@example.com/", "4/", ":80@example.com/"}) {
    world_.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", uri);
    expect_failed(find(), Reason::credentials_missing);
  }
  EXPECT_EQ(world_.http.count(), 0u);
}

TEST_F(Container, reads_the_token_file_again_each_time_and_prefers_it) {
  full_uri("http://169.254.170.23/v1/credentials");
  world_.environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "plain");
  world_.environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", folder_.write("t", "first\r\n"));
  world_.http.answer_with(
      [](auto const&) { return fakes::FakeHttpClient::reply(200, k_credentials_json); });
  auto const source = container_source(world_.surroundings());
  expect_found(source->find({}), credentials_of_json());
  folder_.write("t", "second");
  expect_found(source->find({}), credentials_of_json());
  EXPECT_EQ(world_.http.sent().at(0).header("Authorization"), "first");
  EXPECT_EQ(world_.http.sent().at(1).header("Authorization"), "second");
}

TEST_F(Container, sends_the_plain_token_where_there_is_no_file) {
  full_uri("http://localhost/");
  world_.environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "plain");
  world_.http.push(200, k_credentials_json);
  expect_found(find(), credentials_of_json());
  EXPECT_EQ(world_.http.sent().at(0).header("Authorization"), "plain");
}

TEST_F(Container, asks_nothing_where_the_token_cannot_be_read) {
  full_uri("http://localhost/");
  world_.environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", folder_.path("none"));
  expect_failed(find(), Reason::credentials_unavailable);
  EXPECT_EQ(world_.http.count(), 0u);
}

TEST_F(Container, fails_where_the_endpoint_gives_no_credentials) {
  full_uri("http://localhost/");
  world_.http.push(404, "<no>");
  world_.http.push(200, R"({"AccessKeyId":"AKID"})");
  world_.http.push(500, k_credentials_json);
  world_.http.push(fakes::FakeHttpClient::fault(http::Fault::timed_out));
  for (auto const* words : {"answers 404", "answers 200", "answers 500", "script"}) {
    auto const message = expect_failed(find(), Reason::credentials_unavailable);
    EXPECT_THAT(message, HasSubstr(words));
    EXPECT_THAT(message, Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace stacktag::aws
