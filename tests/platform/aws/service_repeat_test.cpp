// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service_world.h"

namespace stacktag::aws {
namespace {

using fakes::FakeHttpClient;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(repeats, are_two_at_most_after_jittered_waits) {
  ServiceWorld world;
  for (int i = 0; i < 5; ++i) {
    world.push_fault(400, "ThrottlingException");
  }
  auto const reply = world.call();
  EXPECT_EQ(code_of(reply), "ThrottlingException");
  EXPECT_FALSE(reply.out_of_time);
  EXPECT_EQ(world.http.count(), 3u);
  EXPECT_THAT(world.clock.sleeps(), ElementsAre(milliseconds(250), milliseconds(500)));
}

TEST(repeats, wait_less_after_what_passes_by_itself) {
  ServiceWorld world;
  world.random = 1;
  world.http.push(500);
  world.http.push(503);
  world.http.push(200, "body");
  EXPECT_EQ(body_of(world.call()), "body");
  EXPECT_THAT(world.clock.sleeps(), ElementsAre(milliseconds(100), milliseconds(200)));
}

TEST(repeats, come_after_throttling_as_400_and_as_500) {
  for (int const status : {400, 500}) {
    ServiceWorld world;
    world.push_fault(status, "ThrottlingException");
    world.http.push(200, "body");
    EXPECT_EQ(body_of(world.call()), "body");
    EXPECT_THAT(world.clock.sleeps(), ElementsAre(milliseconds(250))) << status;
  }
}

TEST(repeats, do_not_come_where_they_cannot_help) {
  for (auto const* code : {"InvalidImageFormatException", "AccessDeniedException", "Unheard"}) {
    ServiceWorld world;
    world.push_fault(400, code);
    EXPECT_EQ(code_of(world.call()), code);
    EXPECT_EQ(world.http.count(), 1u);
    EXPECT_THAT(world.clock.sleeps(), IsEmpty());
  }
}

TEST(repeats, are_signed_anew) {
  ServiceWorld world;
  world.random = 1;
  for (int i = 0; i < 2; ++i) {
    world.push_fault(500, "ThrottlingException");
  }
  world.http.push(200);
  world.call();
  EXPECT_EQ(world.http.sent().at(0).header("X-Amz-Date"), "20260301T120000Z");
  EXPECT_EQ(world.http.sent().at(2).header("X-Amz-Date"), "20260301T120001Z");
}

TEST(repeats, do_not_begin_where_the_wait_would_reach_the_deadline) {
  ServiceWorld world;
  world.random = 1;
  world.push_fault(400, "ThrottlingException");
  EXPECT_EQ(code_of(world.call_within(milliseconds(500))), "ThrottlingException");
  EXPECT_EQ(world.http.count(), 1u);
  EXPECT_THAT(world.clock.sleeps(), IsEmpty());
  world.push_fault(400, "ThrottlingException");
  world.http.push(200, "body");
  EXPECT_EQ(body_of(world.call_within(milliseconds(501))), "body");
}

TEST(repeats, do_not_begin_for_a_caller_who_has_left) {
  ServiceWorld world;
  std::stop_source stop;
  world.http.answer_with([&](http::Request const&) {
    stop.request_stop();
    return FakeHttpClient::reply(500);
  });
  world.call({.cancelled = stop.get_token()});
  EXPECT_EQ(world.http.count(), 1u);
  EXPECT_THAT(world.clock.sleeps(), IsEmpty());
}

TEST(repeats, end_with_the_deadline) {
  ServiceWorld world;
  world.http.answer_with([&](http::Request const&) {
    world.clock.advance(seconds(2));
    return FakeHttpClient::fault(http::Fault::timed_out, true);
  });
  auto const reply = world.call_within(seconds(2));
  EXPECT_TRUE(reply.out_of_time);
  EXPECT_EQ(reply.cut_off, 1);
  EXPECT_EQ(world.http.count(), 1u);
}

TEST(repeats, count_the_calls_that_may_have_been_worked_on) {
  ServiceWorld world;
  world.http.push(FakeHttpClient::fault(http::Fault::broken_off, true));
  world.http.push(FakeHttpClient::fault(http::Fault::unreachable, false));
  world.http.push(200, "body");
  auto const reply = world.call();
  EXPECT_EQ(body_of(reply), "body");
  EXPECT_EQ(reply.cut_off, 1);
}

TEST(repeats, count_no_call_that_was_answered) {
  ServiceWorld world;
  world.http.push(500);
  world.push_fault(400, "ThrottlingException");
  world.http.push(FakeHttpClient::fault(http::Fault::too_large, true));
  EXPECT_EQ(world.call().cut_off, 1);
  EXPECT_EQ(world.http.count(), 3u);
}

// 10 tokens for each repeat: the 500 are used up after 25 calls of three attempts.
TEST(repeats, end_when_the_bucket_that_all_calls_share_is_empty) {
  ServiceWorld world;
  world.http.answer_with([](http::Request const&) { return FakeHttpClient::reply(500); });
  for (int call = 0; call < 25; ++call) {
    world.call();
  }
  EXPECT_EQ(world.http.count(), 75u);
  world.call();
  world.call();
  EXPECT_EQ(world.http.count(), 77u);
}

TEST(repeats, fill_the_bucket_again_when_calls_go_well) {
  ServiceWorld world;
  world.http.answer_with([](http::Request const&) { return FakeHttpClient::reply(500); });
  for (int call = 0; call < 25; ++call) {
    world.call();
  }
  for (int call = 0; call < 10; ++call) {
    world.http.push(200);
    world.call();
  }
  auto const before = world.http.count();
  world.http.push(500);
  world.http.push(200);  // gives the 10 tokens back
  world.call();
  EXPECT_EQ(world.http.count(), before + 2);
  world.call();
  EXPECT_EQ(world.http.count(), before + 4);
  world.call();
  EXPECT_EQ(world.http.count(), before + 5);
}

}  // namespace
}  // namespace stacktag::aws
