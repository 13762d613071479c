// SPDX-License-Identifier: Apache-2.0
// What a key and a token open, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "contentstack/access.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/in_turn.h"

namespace stacktag::contentstack {
namespace {

using fakes::FakeHttpClient;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr auto k_not_allowed =
    R"({"error_message":"You're not allowed in here.","error_code":105})";

struct KeyHolder {
  fakes::FakeClock clock{};
  FakeHttpClient http{};
  std::unique_ptr<TokenBucket> reads = make_token_bucket(clock, 10, 10);
  std::unique_ptr<TokenBucket> writes = make_token_bucket(clock, 10, 10);
  Options options{.region = *find_region("na"),
                  .api_url = "https://api.contentstack.io",
                  .api_key = "bltkey",
                  .management_token = "cstoken"};
  fakes::InTurn overlap{};

  AccessCheck check() { return {options, http, clock, {*reads, *writes}, "main"}; }
  Deadline deadline() { return {.at = clock.now() + std::chrono::seconds(20)}; }
};

TEST(ReadAccessCheck, TellsWhatTheAnswerHolds) {
  KeyHolder holder;
  holder.http.push(200, R"({"assets":[{"url":"https://images.contentstack.io/v3/a"}],"count":12})",
                   {{"x-ratelimit-limit", "10"},
                    {"X-RateLimit-Remaining", "9"},
                    {"Date", "Sun, 01 Mar 2026 12:00:00 GMT"}});
  auto const access = check_read_access(holder.check(), holder.deadline());
  EXPECT_EQ(access.judgement.ending, Ending::good);
  EXPECT_EQ(access.limit, 10);
  EXPECT_EQ(access.remaining, 9);
  EXPECT_EQ(access.clock, fakes::FakeClock::start_of_wall());
  EXPECT_EQ(access.images, 12);
  EXPECT_EQ(access.image_url, "https://images.contentstack.io/v3/a");
  EXPECT_EQ(holder.http.sent().at(0).header("branch"), "main");
  EXPECT_EQ(holder.http.sent().at(0).header("authorization"), "cstoken");
}

TEST(ReadAccessCheck, KnowsNothingWhereNothingIsSaid) {
  KeyHolder holder;
  holder.http.push(200, "{}", {{"X-RateLimit-Limit", "many"}, {"Date", "today"}});
  auto const access = check_read_access(holder.check(), holder.deadline());
  EXPECT_EQ(access.limit, std::nullopt);
  EXPECT_EQ(access.remaining, std::nullopt);
  EXPECT_EQ(access.clock, std::nullopt);
  EXPECT_THAT(access.image_url, IsEmpty());
}

TEST(WriteAccessCheck, IsJudgedByWhatAnUnknownAssetIsAnswered) {
  struct Row {
    int status;
    std::string body;
    WriteAccess access;
  };
  std::vector<Row> const table{
      {404, "{}", WriteAccess::granted},
      {422, R"({"errors":{"uid":["is not valid."]}})", WriteAccess::granted},
      {422, R"({"error_message":"Bad request"})", WriteAccess::granted},
      {422, R"({"error_message":"You do not have Permission."})", WriteAccess::denied},
      {401, k_not_allowed, WriteAccess::denied},
      {403, "{}", WriteAccess::denied},
      {200, "{}", WriteAccess::unknown},
      {412, "{}", WriteAccess::unknown},
  };
  for (auto const& row : table) {
    KeyHolder holder;
    holder.http.push(row.status, row.body);
    auto const answer = check_write_access(holder.check(), holder.deadline());
    EXPECT_EQ(answer.access, row.access) << row.status << row.body;
    EXPECT_EQ(answer.message.empty(), row.access == WriteAccess::granted || row.status == 200);
    auto const sent = holder.http.sent().at(0);
    EXPECT_EQ(sent.request.method, http::Method::put);
    EXPECT_EQ(sent.request.url, "https://api.contentstack.io/v3/assets/blt0000000000000000");
    EXPECT_EQ(sent.body, R"({"asset":{}})");
  }
}

TEST(WriteAccessCheck, SaysThatItDoesNotKnowWhereNobodyAnswers) {
  KeyHolder holder;
  auto const answer = check_write_access(holder.check(), holder.deadline());
  EXPECT_EQ(answer.access, WriteAccess::unknown);
  EXPECT_THAT(answer.message, HasSubstr("Contentstack"));
}

TEST(RegionOfAStack, IsTheOneThatTakesTheKeyAndTheToken) {
  KeyHolder holder;
  std::set<std::string> asked;
  holder.http.answer_with([&](http::Request const& request) {
    asked.insert(request.url.substr(0, request.url.find("/v3")));
    bool const is_home = request.url.starts_with("https://azure-eu-api.contentstack.com/v3/");
    return is_home ? FakeHttpClient::reply(200, R"({"assets":[],"count":0})")
                   : FakeHttpClient::reply(412, k_not_allowed);
  });
  auto const found = find_region_of_stack(holder.check(), holder.overlap, holder.deadline());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, "azure-eu");
  EXPECT_EQ(asked.size(), 6U);
  EXPECT_FALSE(asked.contains("https://api.contentstack.io"));
  for (auto const& url : asked) {
    EXPECT_TRUE(url.ends_with("-api.contentstack.com")) << url;
    EXPECT_THAT(url, StartsWith("https://"));
  }
}

TEST(RegionOfAStack, IsNowhereWhereAllRefuseOrNobodyAnswers) {
  KeyHolder holder;
  holder.http.answer_with([](auto const&) { return FakeHttpClient::reply(401, k_not_allowed); });
  EXPECT_FALSE(find_region_of_stack(holder.check(), holder.overlap, holder.deadline()));
  KeyHolder silent;
  EXPECT_FALSE(find_region_of_stack(silent.check(), silent.overlap, silent.deadline()));
}

}  // namespace
}  // namespace stacktag::contentstack
