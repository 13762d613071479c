// SPDX-License-Identifier: Apache-2.0
// Webhooks through the management API.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contentstack/webhooks_api.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::contentstack {
namespace {

using fakes::FakeHttpClient;
using json::Json;
using testing::ElementsAre;
using testing::HasSubstr;

struct Office {
  fakes::FakeClock clock{};
  FakeHttpClient http{};
  std::unique_ptr<TokenBucket> reads = make_token_bucket(clock, 10, 10);
  std::unique_ptr<TokenBucket> writes = make_token_bucket(clock, 10, 10);
  WebhooksApi api{{.region = {},
                   .api_url = "https://api.contentstack.io",
                   .api_key = "bltkey",
                   .management_token = "cstoken"},
                  http,
                  clock,
                  {*reads, *writes}};

  Deadline deadline() { return {.at = clock.now() + std::chrono::seconds(20)}; }
};

TEST(Webhooks, AreListedAsTheyAre) {
  Office office;
  office.http.push(200, R"({"webhooks":[{"uid":"a","odd":[1]},{"uid":"b"}],"destination":{}})");
  auto const webhooks = office.api.list(office.deadline());
  ASSERT_TRUE(webhooks);
  EXPECT_THAT(*webhooks, ElementsAre(Json{{"uid", "a"}, {"odd", {1}}}, Json{{"uid", "b"}}));
}

TEST(Webhooks, AreWrittenWholeAndGivenAsTheyAreThen) {
  Office office;
  Json const document{{"name", "x"}};
  office.http.push(201, R"({"webhook":{"uid":"new"}})");
  office.http.push(200, R"({"webhook":{"uid":"old"}})");
  auto const created = office.api.create(document, office.deadline());
  auto const updated = office.api.update("a/b", document, office.deadline());
  ASSERT_TRUE(created && updated);
  EXPECT_EQ(*created, (Json{{"uid", "new"}}));
  EXPECT_EQ(*updated, (Json{{"uid", "old"}}));
  auto const sent = office.http.sent();
  EXPECT_EQ(sent.at(0).request.method, http::Method::post);
  EXPECT_EQ(sent.at(0).body, R"({"webhook":{"name":"x"}})");
  EXPECT_EQ(sent.at(1).request.method, http::Method::put);
  EXPECT_EQ(sent.at(1).request.url, "https://api.contentstack.io/v3/webhooks/a%2Fb");
}

TEST(Webhooks, AreNotMadeTwiceWhereTheAnswerWasLost) {
  Office office;
  office.http.push(FakeHttpClient::fault(http::Fault::timed_out, true));
  auto const created = office.api.create(Json::object(), office.deadline());
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().reason, Reason::contentstack_unavailable);
  EXPECT_EQ(office.http.count(), 1U);
}

TEST(Webhooks, EndInAnErrorOfTheTable) {
  for (auto const& [status, body, reason] : std::vector<std::tuple<int, std::string, Reason>>{
           {401, "{}", Reason::contentstack_denied},
           {404, "{}", Reason::contentstack_refused},
           {422, R"({"error_message":"bad"})", Reason::contentstack_refused},
           {200, "{}", Reason::contentstack_unavailable},
           {200, "<html>", Reason::contentstack_unavailable}}) {
    Office office;
    office.http.push(status, body);
    auto const webhook = office.api.read("a", office.deadline());
    ASSERT_FALSE(webhook) << status << body;
    EXPECT_EQ(webhook.error().reason, reason) << status << body;
  }
}

TEST(Executions, AreToldTheNewestFirst) {
  Office office;
  office.http.push(200, R"({"webhooks":[
    {"channel":["assets.create","assets.x.create"],"created_at":"2026-01-01T00:00:00.000Z",
     "status":200,"retry_count":0,"request_details":[{"response":{"statusCode":200}}]},
    {"channel":["assets.update"],"created_at":"2026-01-02T00:00:00.000Z","status":503,
     "retry_count":4,"request_details":{"response":{"message":"status code 503"}}},
    {"created_at":"2025-12-31T00:00:00.000Z","status":null,
     "request_details":[{"response":{"message":"first"}},{"response":{"message":"refused"}}]},
    7]})");
  auto const executions = office.api.executions("a", office.deadline());
  ASSERT_TRUE(executions);
  EXPECT_THAT(
      *executions,
      ElementsAre(Execution{"assets.update", "2026-01-02T00:00:00.000Z", 503, 4, "status code 503"},
                  Execution{"assets.create", "2026-01-01T00:00:00.000Z", 200, 0, ""},
                  Execution{"", "2025-12-31T00:00:00.000Z", 0, 0, "refused"}, Execution{}));
  EXPECT_THAT(office.http.sent().at(0).request.url, HasSubstr("/v3/webhooks/a/executions"));
}

}  // namespace
}  // namespace stacktag::contentstack
