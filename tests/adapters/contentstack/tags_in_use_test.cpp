// SPDX-License-Identifier: Apache-2.0
// The tags of a stack, page by page; and a description that goes out with the tags.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/contentstack/stack_calls.h"
#include "stacktag/limits.h"

namespace stacktag::contentstack {
namespace {

using fakes::FakeHttpClient;
using testing::ElementsAre;
using testing::HasSubstr;

std::string page(int assets, json::Json const& tags) {
  json::Json body{{"assets", json::Json::array()}};
  for (int i = 0; i < assets; ++i) {
    body["assets"].push_back({{"uid", "blt" + std::to_string(i)}, {"tags", tags}});
  }
  return json::dump(body);
}

TEST(TagsInUse, AreReadUntilAPageIsNotFull) {
  StackCalls calls;
  calls.http.push(200, page(100, json::Json::array()));
  calls.http.push(200, page(2, {"Dog", 3, "Cat"}));
  auto const tags = calls.store->tags_in_use("development", {});
  ASSERT_TRUE(tags);
  EXPECT_THAT(tags->tags, ElementsAre("Dog", "Cat", "Dog", "Cat"));
  EXPECT_EQ(tags->reads, 2);
  EXPECT_THAT(calls.calls(), ElementsAre("GET assets?desc=updated_at&limit=100&skip=0",
                                         "GET assets?desc=updated_at&limit=100&skip=100"));
  EXPECT_EQ(calls.http.sent().at(0).header("branch"), "development");
}

TEST(TagsInUse, OfAHugeStackAreThoseOfItsFirstPagesOnly) {
  StackCalls calls(100);
  calls.http.answer_with(
      [](auto const&) { return FakeHttpClient::reply(200, page(100, {"Dog"})); });
  auto const tags = calls.store->tags_in_use("", {});
  ASSERT_TRUE(tags);
  EXPECT_EQ(tags->tags.size(), static_cast<std::size_t>(limits::stack_assets_max));
  EXPECT_EQ(tags->reads, 10);
  EXPECT_EQ(calls.http.count(), 10U);
}

TEST(TagsInUse, CannotBeHadWhereAPageFails) {
  for (auto const& [status, body, reason] : std::vector<std::tuple<int, std::string, Reason>>{
           {401, "{}", Reason::contentstack_denied},
           {404, "{}", Reason::contentstack_unavailable},
           {200, "{\"assets\":3}", Reason::contentstack_unavailable},
           {200, "<html>", Reason::contentstack_unavailable}}) {
    StackCalls calls;
    calls.http.push(status, body);
    auto const tags = calls.store->tags_in_use("", {});
    ASSERT_FALSE(tags) << status << body;
    EXPECT_EQ(tags.error().reason, reason) << status << body;
  }
}

TEST(TagsInUse, KeepTheRateLimitAndTheDeadline) {
  StackCalls calls(1);
  calls.http.answer_with(
      [](auto const&) { return FakeHttpClient::reply(200, page(100, {"Dog"})); });
  auto const tags = calls.store->tags_in_use("", calls.within(std::chrono::milliseconds(250)));
  ASSERT_FALSE(tags);
  EXPECT_EQ(tags.error().reason, Reason::out_of_time);
  EXPECT_LE(calls.http.count(), 3U);
}

TEST(DescriptionWrite, GoesOutInTheSameBody) {
  StackCalls calls;
  calls.http.push(200, StackCalls::body(2, {"Horse"}));
  ASSERT_TRUE(calls.store->write(calls.asset, {{"Horse"}, "A horse."}, {}));
  EXPECT_EQ(calls.http.sent().at(0).body,
            R"({"asset":{"description":"A horse.","tags":["Horse"]}})");
}

TEST(DescriptionWrite, WhoseAnswerWasLostIsBelievedOnlyWhereTheDescriptionIsThere) {
  for (auto const* const there : {"A horse.", "Lucky, 2019"}) {
    StackCalls calls;
    calls.http.push(FakeHttpClient::fault(http::Fault::timed_out, true));
    calls.http.push(
        200,
        json::dump(
            {{"asset",
              {{"uid", "blta1"}, {"_version", 2}, {"tags", {"Horse"}}, {"description", there}}}}));
    auto const written = calls.store->write(calls.asset, {{"Horse"}, "A horse."}, {});
    EXPECT_EQ(written.has_value(), std::string_view(there) == "A horse.") << there;
  }
}

}  // namespace
}  // namespace stacktag::contentstack
