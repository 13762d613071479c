// SPDX-License-Identifier: Apache-2.0
// The plan, carried out and read back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "care/setup.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::care {
namespace {

using json::Json;
using testing::HasSubstr;

// A stack with at most one webhook, which takes what is written but for what it is told to ignore.
struct StackOfOne {
  fakes::FakeClock clock{};
  Json webhook{};
  std::string ignored{};
  fakes::FakeHttpClient http{[this](http::Request const& request) { return answer(request); }};
  std::unique_ptr<TokenBucket> reads = make_token_bucket(clock, 10, 10);
  std::unique_ptr<TokenBucket> writes = make_token_bucket(clock, 10, 10);
  contentstack::WebhooksApi api{
      {.region = {}, .api_url = "https://api.test", .api_key = "k", .management_token = "t"},
      http,
      clock,
      {*reads, *writes}};
  WebhookWish wish{.url = "https://tagger.example/webhook"};

  Deadline deadline() { return {.at = clock.now() + std::chrono::seconds(20)}; }

  http::Exchange answer(http::Request const& request) {
    if (request.method != http::Method::get) {
      auto const sent = json::parse(request.body).value_or(Json());
      auto const before = webhook;
      webhook = json::member(sent, "webhook");
      webhook["uid"] = "cs1";
      if (!ignored.empty()) {
        webhook[ignored] = before.is_object() ? before.value(ignored, Json()) : Json();
      }
      return fakes::FakeHttpClient::reply(200, json::dump({{"webhook", webhook}}));
    }
    auto all = Json::array();
    if (webhook.is_object()) {
      all.push_back(webhook);
    }
    bool const is_list = request.url.find("/webhooks?") != std::string::npos;
    return fakes::FakeHttpClient::reply(
        200, json::dump(is_list ? Json{{"webhooks", all}} : Json{{"webhook", webhook}}));
  }
};

TEST(Setup, MakesTheWebhookAndThenHasNothingToDo) {
  StackOfOne stack;
  auto const plan = plan_setup(stack.api, stack.wish, stack.deadline());
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->step, WebhookStep::create);
  EXPECT_TRUE(stack.webhook.is_null());  // a plan only reads
  EXPECT_TRUE(carry_out(stack.api, stack.wish, *plan, stack.deadline()));
  auto const again = plan_setup(stack.api, stack.wish, stack.deadline());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->step, WebhookStep::nothing);
  auto const count = stack.http.count();
  EXPECT_TRUE(carry_out(stack.api, stack.wish, *again, stack.deadline()));
  EXPECT_EQ(stack.http.count(), count);
}

TEST(Setup, TellsWhatContentstackDidNotTake) {
  StackOfOne stack;
  stack.ignored = "channels";
  auto const plan = plan_setup(stack.api, stack.wish, stack.deadline());
  ASSERT_TRUE(plan);
  auto const done = carry_out(stack.api, stack.wish, *plan, stack.deadline());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::contentstack_refused);
  EXPECT_THAT(done.error().message, HasSubstr("channels"));
}

TEST(Setup, IsContentWhereOnlyTheHealthIsToldLate) {
  StackOfOne stack;
  auto const plan = plan_setup(stack.api, stack.wish, stack.deadline());
  ASSERT_TRUE(plan && carry_out(stack.api, stack.wish, *plan, stack.deadline()));
  stack.webhook["disabled"] = true;
  stack.webhook["unhealthy"] = {{"state", true}};
  auto const mending = plan_setup(stack.api, stack.wish, stack.deadline());
  ASSERT_TRUE(mending);
  EXPECT_EQ(mending->step, WebhookStep::repair);
  stack.ignored = "unhealthy";
  EXPECT_TRUE(carry_out(stack.api, stack.wish, *mending, stack.deadline()));
  EXPECT_EQ(stack.webhook["disabled"], false);
}

}  // namespace
}  // namespace stacktag::care
