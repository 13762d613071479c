// SPDX-License-Identifier: Apache-2.0
// What operators are answered: who, where, and how the server is.
#include "server/operator_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hosts/operators/office.h"

namespace stacktag::server {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string header_of(http::ServerReply const& reply, std::string_view name) {
  for (auto const& header : reply.headers) {
    if (header.name == name) {
      return header.value;
    }
  }
  return "";
}

struct Way {
  std::string method{};
  std::string path{};
};

std::vector<Way> operators_ways() {
  return {{"GET", "/metrics"},
          {"GET", "/api/v1/stats"},
          {"GET", "/api/v1/stacks"},
          {"GET", "/api/v1/events"},
          {"GET", "/api/v1/queue"},
          {"GET", "/api/v1/queue/1"},
          {"GET", "/api/v1/assets"},
          {"GET", "/api/v1/assets/blta1"},
          {"POST", "/api/v1/queue/3/retry"},
          {"POST", "/api/v1/queue/1/drop"}};
}

TEST(OperatorApi, AnswersThisMachineWithoutAToken) {
  Office office;
  for (auto const& [method, path] : operators_ways()) {
    EXPECT_EQ(office.ask_for(path, {}, method).status, 200) << path;
  }
}

TEST(OperatorApi, RefusesOthersWithoutAToken) {
  Office office;
  for (auto const& [method, path] : operators_ways()) {
    auto const reply = office.ask_for(path, {}, method, {{"X-Forwarded-For", "203.0.113.9"}});
    EXPECT_EQ(reply.status, 403) << path;
    EXPECT_THAT(reply.body, AllOf(HasSubstr("STACKTAG_API_TOKEN"), Not(HasSubstr("blt"))));
    EXPECT_EQ(office.ask_for(path, {}, method, {{"Host", "evil.example"}}).status, 403) << path;
  }
  EXPECT_EQ(office.jobs.jobs[3].state, JobState::parked);
  EXPECT_EQ(office.jobs.jobs[1].state, JobState::waiting);
}

TEST(OperatorApi, NeedsTheTokenWhereOneIsSet) {
  Office office(k_token);
  for (auto const& [method, path] : operators_ways()) {
    auto const reply = office.ask_for(path, {}, method);
    EXPECT_EQ(reply.status, 401) << path;
    EXPECT_EQ(header_of(reply, "WWW-Authenticate"), "Bearer realm=\"stacktag\"");
    EXPECT_THAT(reply.body, Not(HasSubstr(k_token)));
    EXPECT_EQ(
        office.ask_for(path, {}, method, {{"Authorization", "Bearer " + std::string(k_token)}})
            .status,
        200)
        << path;
  }
}

// Else the answers would tell which jobs and paths there are.
TEST(OperatorApi, TellsStrangersNothingOfItsPaths) {
  Office office(k_token);
  for (auto const* const path : {"/api", "/api/v1/nothing", "/api/v1/queue/999"}) {
    EXPECT_EQ(office.ask_for(path).status, 401) << path;
  }
  EXPECT_EQ(office.ask_for("/metrics", {}, "POST").status, 401);
  EXPECT_EQ(office.ask_for("/nothing").status, 404);
}

TEST(OperatorApi, KnowsNoOtherPaths) {
  Office office;
  for (auto const* const path :
       {"/", "/api", "/api/", "/api/v1", "/api/v2/stats", "/api/v1/stats/", "/api/v1/queue/",
        "/api/v1/queue//retry", "/api/v1/queue/1/fly", "/metrics/x", "//metrics", "/healthz/"}) {
    auto const reply = office.ask_for(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_THAT(reply.body, HasSubstr("\"error\"")) << path;
  }
}

TEST(OperatorApi, SaysWhichMethodsAPathTakes) {
  Office office;
  for (auto const* const method : {"POST", "PUT", "DELETE", "get", "OPTIONS"}) {
    auto const reply = office.ask_for("/api/v1/queue", {}, method);
    EXPECT_EQ(reply.status, 405) << method;
    EXPECT_EQ(header_of(reply, "Allow"), "GET, HEAD") << method;
  }
  for (auto const* const method : {"GET", "HEAD"}) {
    auto const reply = office.ask_for("/api/v1/queue/1/drop", {}, method);
    EXPECT_EQ(reply.status, 405) << method;
    EXPECT_EQ(header_of(reply, "Allow"), "POST") << method;
  }
  EXPECT_EQ(office.jobs.jobs[1].state, JobState::waiting);
  for (auto const* const path : {"/healthz", "/readyz", "/metrics", "/api/v1/stats"}) {
    EXPECT_EQ(office.ask_for(path, {}, "HEAD").status, 200) << path;
  }
}

TEST(OperatorApi, OwnsItsPathsWhateverFollows) {
  for (auto const* const path : {"/healthz", "/readyz", "/metrics", "/api", "/api/v1/stats"}) {
    EXPECT_TRUE(OperatorApi::has(path)) << path;
  }
  for (auto const* const path : {"/", "/webhook", "/webhook/api", "/apis", "/healthzz"}) {
    EXPECT_FALSE(OperatorApi::has(path)) << path;
  }
}

TEST(OperatorApi, SaysThatItIsAlive) {
  Office office(k_token);
  office.clock.advance(std::chrono::seconds(90));
  EXPECT_EQ(office.ask_for("/healthz").body, "{\"alive\":true}\n");
  EXPECT_EQ(
      office.ask_for("/healthz", {}, "GET", {{"Authorization", "Bearer " + std::string(k_token)}})
          .body,
      "{\"alive\":true,\"version\":\"" STACKTAG_VERSION "\",\"uptimeSeconds\":90}\n");
  office.jobs.fails = office.ledger.fails = office.upkeep.fails = true;
  EXPECT_EQ(office.ask_for("/healthz").status, 200);
}

TEST(OperatorApi, SaysWhetherItIsReadyAndToOperatorsWhyNot) {
  Office office;
  auto const ready = office.ask_for("/readyz");
  EXPECT_EQ(ready.status, 200);
  EXPECT_THAT(ready.body, AllOf(HasSubstr(R"("ready":true)"), HasSubstr(R"("name":"store")")));

  Office ill;
  ill.blog_denies = Error{Reason::contentstack_denied, "no token for bltblogkey00000001"};
  auto const reply = ill.ask_for("/readyz");
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr(R"({"name":"credentials","stack":"blog","passed":false,)"
                                    R"("message":"no token for blog"})"));
  auto const stranger = ill.ask_for("/readyz", {}, "GET", {{"Via", "1.1 proxy"}});
  EXPECT_EQ(stranger.status, 503);
  EXPECT_EQ(stranger.body, "{\"ready\":false}\n");
}

TEST(OperatorApi, GivesMetricsAsText) {
  Office office;
  auto const reply = office.ask_for("/metrics");
  EXPECT_EQ(header_of(reply, "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("# TYPE stacktag_queue_jobs gauge"));
}

TEST(OperatorApi, GivesStats) {
  Office office;
  office.metrics->accepted("shop", true);
  office.settle("shop", Reason::tags_added, JobState::done);
  office.settle("blog", Reason::contentstack_denied, JobState::parked, "of bltblogkey00000001");
  office.clock.advance(std::chrono::seconds(30));
  auto const stats = office.json_of("/api/v1/stats");
  EXPECT_EQ(stats["time"], "2026-03-01T12:00:30.000Z");
  EXPECT_EQ(stats["uptimeSeconds"], 30);
  EXPECT_EQ(stats["queue"],
            (json::Json{{"waiting", 1}, {"running", 1}, {"parked", 1}, {"oldestSeconds", 32.0}}));
  EXPECT_EQ(stats["rates"][0], (json::Json{{"minutes", 1},
                                           {"seconds", 30},
                                           {"accepted", 1},
                                           {"duplicates", 0},
                                           {"turnedAway", 0},
                                           {"finished", 1},
                                           {"retried", 0},
                                           {"parked", 1}}));
  EXPECT_EQ(stats["outcomes"],
            (json::Json{{{"outcome", "tagged"}, {"reason", "tags_added"}, {"count", 1}},
                        {{"outcome", "failed"}, {"reason", "contentstack_denied"}, {"count", 1}}}));
  EXPECT_EQ(stats["failures"][0]["message"], "of blog");
  EXPECT_EQ(stats["http"]["openConnections"], 0);
  EXPECT_EQ(stats["stacks"], office.json_of("/api/v1/stacks")["stacks"]);
}

TEST(OperatorApi, GivesStacksWithTheirMoney) {
  Office office;
  auto const stacks = office.json_of("/api/v1/stacks")["stacks"];
  ASSERT_EQ(stacks.size(), 2U);
  EXPECT_EQ(stacks[0]["name"], "shop");
  EXPECT_EQ(stacks[0]["month"],
            (json::Json{{"labelCalls", 4}, {"spentUsd", 0.004}, {"budgetUsd", 5.0}}));
  EXPECT_EQ(stacks[1]["month"],
            (json::Json{{"labelCalls", 0}, {"spentUsd", 0.0}, {"budgetUsd", nullptr}}));
  EXPECT_EQ(stacks[1]["queue"]["oldestSeconds"], nullptr);
}

TEST(OperatorApi, GivesEventsAndFailures) {
  Office office;
  office.settle("shop", Reason::tags_added, JobState::done);
  office.settle("blog", Reason::out_of_time, JobState::waiting, "a \"quoted\" <b>\x1B[2J");
  auto const events = office.json_of("/api/v1/events");
  ASSERT_EQ(events["finished"].size(), 1U);
  EXPECT_EQ(events["finished"][0]["added"], (json::Json{"Horse"}));
  EXPECT_EQ(events["failures"][0]["message"], "a \"quoted\" <b>\x1B[2J");
  EXPECT_EQ(events["failures"][0]["state"], "waiting");
  EXPECT_EQ(office.json_of("/api/v1/events", {{"stack", "shop"}})["failures"].size(), 0U);
  office.settle("shop", Reason::tags_added, JobState::done);
  EXPECT_EQ(office.json_of("/api/v1/events", {{"limit", "1"}})["finished"].size(), 1U);
}

TEST(OperatorApi, GivesAssetsAndWhyTheyHaveTheirTags) {
  Office office;
  auto const assets = office.json_of("/api/v1/assets", {{"stack", "shop"}})["assets"];
  ASSERT_EQ(assets.size(), 1U);
  EXPECT_EQ(assets[0]["tags"], (json::Json{"Horse", "Field"}));
  EXPECT_EQ(assets[0].count("why"), 0U);
  EXPECT_EQ(office.json_of("/api/v1/assets", {{"stack", "blog"}})["assets"].size(), 0U);
  auto const asset = office.json_of("/api/v1/assets/blta1")["assets"][0];
  EXPECT_EQ(asset["removed"], (json::Json{"Sky"}));
  EXPECT_EQ(asset["why"][0], (json::Json{{"tag", "Horse"},
                                         {"label", "Horse"},
                                         {"confidence", 99.5},
                                         {"rule", "rename"},
                                         {"at", "2026-03-01T11:00:00.000Z"},
                                         {"run", "run-2"},
                                         {"version", 4}}));
  EXPECT_EQ(asset["why"][1]["label"], nullptr);
  EXPECT_EQ(asset["changes"].size(), 2U);
  EXPECT_EQ(asset["answers"][0]["labels"][0]["name"], "Horse");
  EXPECT_EQ(office.ask_for("/api/v1/assets/bltnothing").status, 404);
}

TEST(OperatorApi, NamesTheParameterThatIsWrong) {
  Office office;
  std::vector<std::array<std::string, 3>> const wrong{
      {"/api/v1/queue", "state", "asleep"},   {"/api/v1/queue", "state", ""},
      {"/api/v1/queue", "stack", "nothing"},  {"/api/v1/queue", "stack", k_shop_key},
      {"/api/v1/queue", "asset", ""},         {"/api/v1/queue", "before", "0"},
      {"/api/v1/queue", "before", "-1"},      {"/api/v1/queue", "before", "9223372036854775807"},
      {"/api/v1/queue", "before", "1x"},      {"/api/v1/queue", "limit", "0"},
      {"/api/v1/queue", "limit", "1001"},     {"/api/v1/queue", "limit", "+5"},
      {"/api/v1/queue", "fly", "1"},          {"/api/v1/events", "limit", "51"},
      {"/api/v1/events", "stack", "nothing"}, {"/api/v1/assets", "limit", "x"},
      {"/api/v1/assets", "stack", "nothing"}, {"/api/v1/assets", "before", "5"}};
  for (auto const& [path, name, value] : wrong) {
    auto const reply = office.ask_for(path, {{name, value}});
    EXPECT_EQ(reply.status, 400) << path << ' ' << name << ' ' << value;
    EXPECT_THAT(reply.body, HasSubstr("\"parameter\":\"" + name + "\"")) << value;
  }
}

TEST(OperatorApi, SaysThatTheStoreIsAway) {
  Office office;
  office.jobs.fails = office.ledger.fails = true;
  for (auto const& [method, path] : operators_ways()) {
    if (path == "/metrics" || path == "/api/v1/events") {
      continue;  // they are of the process alone
    }
    auto const reply = office.ask_for(path, {}, method);
    EXPECT_EQ(reply.status, 503) << path;
    EXPECT_EQ(header_of(reply, "Retry-After"), "5") << path;
    EXPECT_THAT(reply.body, HasSubstr("disk I/O error")) << path;
  }
}

TEST(OperatorApi, NeverTellsAKeyOrAToken) {
  Office office(k_token);
  auto const key = std::string(k_blog_key);
  office.settle("shop", Reason::contentstack_denied, JobState::parked, "keys " + key);
  office.settle("shop", Reason::internal, JobState::waiting, k_shop_key);
  auto ways = operators_ways();
  for (auto const* const path : {"/healthz", "/readyz", "/api/v1/queue/3", "/api/v1/queue/4"}) {
    ways.push_back({"GET", path});
  }
  for (auto const& [method, path] : ways) {
    auto const reply =
        office.ask_for(path, {}, method, {{"Authorization", "Bearer " + std::string(k_token)}});
    EXPECT_NE(reply.status, 401) << path;
    for (auto const* const secret : {k_shop_key, k_blog_key, "bltunknownkey00001", k_token}) {
      EXPECT_THAT(reply.body, Not(HasSubstr(secret))) << path;
    }
  }
}

TEST(OperatorOptions, AreReadFromTheEnvironment) {
  auto const read = [](std::string token, std::string age) {
    Environment environment;
    environment.set("STACKTAG_API_TOKEN", std::move(token));
    environment.set("STACKTAG_READY_QUEUE_AGE", std::move(age));
    SettingsReader reader(environment);
    auto const options = read_operator_options(reader);
    return std::pair(options, reader.mistakes());
  };
  EXPECT_EQ(read("", "").first.token, "");
  EXPECT_EQ(read("", "").first.oldest_max, std::chrono::hours(1));
  EXPECT_EQ(read(k_token, "0").first.token, k_token);
  EXPECT_EQ(read(k_token, "0").first.oldest_max, std::chrono::seconds(0));
  EXPECT_THAT(read(k_token, "60").second, ElementsAre());
  auto const mistakes = read("short-secret", "much").second;
  EXPECT_THAT(mistakes,
              ElementsAre(AllOf(HasSubstr("STACKTAG_API_TOKEN"), Not(HasSubstr("short-"))),
                          HasSubstr("STACKTAG_READY_QUEUE_AGE")));
}

}  // namespace
}  // namespace stacktag::server
