// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source_world.h"

namespace stacktag::aws {
namespace {

using fakes::FakeHttpClient;
using testing::HasSubstr;
using testing::Not;

constexpr auto k_folder = "http://169.254.169.254/latest/meta-data/iam/security-credentials/";

class Instance : public testing::Test {
 protected:
  Found find(Deadline const& deadline = {}) { return source_->find(deadline); }

  void push_whole_answer() {
    world_.http.push(200, "session");
    world_.http.push(200, "role\nother\n");
    world_.http.push(200, k_credentials_json);
  }

  SourceWorld world_;
  std::unique_ptr<Source> source_ = instance_source(world_.surroundings());
};

TEST_F(Instance, asks_for_a_token_then_the_role_then_its_credentials) {
  push_whole_answer();
  Deadline const deadline{.at = world_.clock.now() + std::chrono::seconds(9)};
  expect_found(find(deadline), credentials_of_json());
  auto const sent = world_.http.sent();
  ASSERT_EQ(sent.size(), 3u);
  EXPECT_EQ(sent[0].request.method, http::Method::put);
  EXPECT_EQ(sent[0].request.url, "http://169.254.169.254/latest/api/token");
  EXPECT_EQ(sent[0].header("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
  EXPECT_EQ(sent[1].request.url, k_folder);
  EXPECT_EQ(sent[2].request.url, std::string(k_folder) + "role");
  for (auto const& each : {sent[1], sent[2]}) {
    EXPECT_EQ(each.request.method, http::Method::get);
    EXPECT_EQ(each.header("x-aws-ec2-metadata-token"), "session");
  }
  for (auto const& each : sent) {
    EXPECT_EQ(each.request.time_max, std::chrono::seconds(1));
    EXPECT_EQ(each.request.deadline.at, deadline.at);
  }
}

TEST_F(Instance, is_not_asked_where_it_is_disabled) {
  for (auto const* word : {"true", "True", "TRUE"}) {
    world_.environment.set("AWS_EC2_METADATA_DISABLED", word);
    expect_absent(find());
  }
  EXPECT_EQ(world_.http.count(), 0u);
  world_.environment.set("AWS_EC2_METADATA_DISABLED", "false");
  push_whole_answer();
  expect_found(find(), credentials_of_json());
}

TEST_F(Instance, may_have_another_endpoint) {
  world_.environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:99/");
  push_whole_answer();
  expect_found(find(), credentials_of_json());
  EXPECT_EQ(world_.http.sent().at(0).request.url, "http://127.0.0.1:99/latest/api/token");
}

TEST_F(Instance, is_absent_where_nothing_answers) {
  for (auto const fault : {http::Fault::unreachable, http::Fault::timed_out}) {
    world_.http.push(FakeHttpClient::fault(fault));
    expect_absent(find());
  }
  world_.http.push(404);
  expect_absent(find());
  world_.http.push(403, "token service disabled");
  expect_absent(find());
  EXPECT_EQ(world_.http.count(), 4u);
}

TEST_F(Instance, is_absent_without_a_role) {
  world_.http.push(200, "session");
  world_.http.push(404);
  expect_absent(find());
  world_.http.push(200, "session");
  world_.http.push(200, "");
  expect_absent(find());
}

TEST_F(Instance, fails_where_it_is_there_but_busy) {
  for (int const status : {429, 500, 503}) {
    world_.http.push(status);
    expect_failed(find(), Reason::credentials_unavailable);
  }
  world_.http.push(200, "session");
  world_.http.push(503);
  expect_failed(find(), Reason::credentials_unavailable);
  world_.http.push(200, "session");
  world_.http.push(FakeHttpClient::fault(http::Fault::timed_out));
  expect_failed(find(), Reason::credentials_unavailable);
}

TEST_F(Instance, is_not_forgotten_because_it_does_not_answer_once) {
  push_whole_answer();
  expect_found(find(), credentials_of_json());
  world_.http.push(FakeHttpClient::fault(http::Fault::timed_out));
  expect_failed(find(), Reason::credentials_unavailable);
}

TEST_F(Instance, is_not_taken_for_absent_where_there_was_no_time_to_ask) {
  expect_failed(find({.at = world_.clock.now()}), Reason::credentials_unavailable);
  std::stop_source stop;
  stop.request_stop();
  expect_failed(find({.cancelled = stop.get_token()}), Reason::credentials_unavailable);
}

TEST_F(Instance, fails_where_its_role_has_no_credentials) {
  for (auto const& answer : {FakeHttpClient::reply(404), FakeHttpClient::reply(200, "{}"),
                             FakeHttpClient::reply(500, k_credentials_json),
                             FakeHttpClient::fault(http::Fault::timed_out)}) {
    world_.http.push(200, "session");
    world_.http.push(200, "role");
    world_.http.push(answer);
    EXPECT_THAT(expect_failed(find(), Reason::credentials_unavailable), Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace stacktag::aws
