// SPDX-License-Identifier: Apache-2.0
// `stacktag top`, with a server behind a scripted network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "cli/top.h"
#include "cli/top_view.h"
#include "json/json.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char const* k_stats = R"({
  "time": "2026-03-01T12:34:56.789Z", "started": "2026-03-01T12:00:00.000Z",
  "uptimeSeconds": 2096, "version": "0.1.0", "memoryBytes": 52000000,
  "queue": {"waiting": 3, "running": 2, "parked": 1, "oldestSeconds": 75.4},
  "rates": [
    {"minutes": 1, "seconds": 60, "accepted": 12, "duplicates": 1, "turnedAway": 0,
     "finished": 10, "retried": 2, "parked": 0},
    {"minutes": 5, "seconds": 300, "accepted": 31, "duplicates": 1, "turnedAway": 0,
     "finished": 30, "retried": 2, "parked": 1}],
  "outcomes": [{"outcome": "tagged", "reason": "tags_added", "count": 120}],
  "stacks": [
    {"name": "shop", "queue": {"waiting": 3, "running": 2, "parked": 1, "oldestSeconds": 75.4},
     "month": {"labelCalls": 4200, "spentUsd": 4.2, "budgetUsd": 10.0}, "outcomes": []},
    {"name": "blog", "queue": {"waiting": 0, "running": 0, "parked": 0, "oldestSeconds": null},
     "month": {"labelCalls": 0, "spentUsd": 0, "budgetUsd": null}, "outcomes": []}],
  "http": {"openConnections": 1, "requests": 5, "refused": 0},
  "failures": [
    {"at": "2026-03-01T12:30:00.000Z", "stack": "shop", "asset": "blta1",
     "reason": "contentstack_denied", "state": "parked", "message": "no \u001b[2J \u9a6c entry"}]
})";

TEST(TopView, ShowsWhatTheServerIsDoing) {
  EXPECT_THAT(
      top_lines(*json::parse(k_stats), "http://127.0.0.1:8080"),
      ElementsAre("stacktag 0.1.0 at http://127.0.0.1:8080, up 34 min, 52 MB, 12:34:56 UTC", "",
                  "3 waiting, 2 running, 1 parked; the oldest is 1 min old", "",  //
                  "A MINUTE",                                                     //
                  "             LAST 1 MIN  LAST 5 MIN",                          //
                  "accepted     12.0        6.2",                                 //
                  "duplicates   1.0         0.2",                                 //
                  "turned away  0.0         0.0",                                 //
                  "finished     10.0        6.0",                                 //
                  "retried      2.0         0.4",                                 //
                  "parked       0.0         0.2", "",                             //
                  "STACKS, AND THIS MONTH'S MONEY",                               //
                  "STACK  WAITING  RUNNING  PARKED  LABEL CALLS  SPENT  BUDGET",
                  "shop   3        2        1       4200         $4.20  [####      ] of $10.00",
                  "blog   0        0        0       0            $0.00  no limit", "",
                  "SINCE IT STARTED",              //
                  "OUTCOME  REASON      EVENTS",   //
                  "tagged   tags_added  120", "",  //
                  "LAST FAILURES",                 //
                  "AT        STACK  ASSET  REASON               THEN    MESSAGE",
                  "12:30:00  shop   blta1  contentstack_denied  parked  no ?[2J \u9a6c entry"));
}

TEST(TopView, DoesWithoutWhatIsMissingOrOfAnotherKind) {
  for (auto const* const text :
       {"{}", R"({"queue": 5, "rates": {"a": 1}, "stacks": [7, null], "outcomes": "x",)"
              R"("failures": [[]], "uptimeSeconds": 1e300, "memoryBytes": "much"})"}) {
    auto const lines = top_lines(*json::parse(text), "u");
    EXPECT_EQ(lines.at(2), "0 waiting, 0 running, 0 parked") << text;
  }
}

class TopCommand : public testing::Test {
 protected:
  Terminal terminal_{};
};

TEST_F(TopCommand, PrintsOnceWhereThereIsNoTerminal) {
  terminal_.http.push(200, k_stats);
  EXPECT_EQ(terminal_.run({"top"}), 0);
  EXPECT_THAT(terminal_.out.str(),
              AllOf(HasSubstr("3 waiting, 2 running"), Not(HasSubstr("\x1B"))));
  auto const sent = terminal_.http.sent().at(0);
  EXPECT_EQ(sent.request.url, "http://127.0.0.1:8080/api/v1/stats");
  EXPECT_EQ(sent.header("Authorization"), "");
}

TEST_F(TopCommand, SendsTheToken) {
  terminal_.environment.set("STACKTAG_API_TOKEN", "operators-token-0001");
  terminal_.http.push(200, k_stats);
  EXPECT_EQ(terminal_.run({"top", "--once", "--url", "https://tags.example/"}), 0);
  auto const sent = terminal_.http.sent().at(0);
  EXPECT_EQ(sent.request.url, "https://tags.example/api/v1/stats");
  EXPECT_EQ(sent.header("Authorization"), "Bearer operators-token-0001");
  EXPECT_THAT(terminal_.out.str() + terminal_.err.str(), Not(HasSubstr("operators-token")));
}

TEST_F(TopCommand, SaysWhyItShowsNothing) {
  struct Row {
    http::Exchange exchange;
    int code;
    char const* told;
  };
  using fakes::FakeHttpClient;
  for (auto const& [exchange, code, told] : std::vector<Row>{
           {FakeHttpClient::reply(401, R"({"error":"send a\u001btoken"})"), 2, "401: send a?token"},
           {FakeHttpClient::reply(403, R"({"error":"set a token"})"), 2, "403: set a token"},
           {FakeHttpClient::reply(404), 2, "404"},
           {FakeHttpClient::reply(503, R"({"error":"disk"})"), 1, "503: disk"},
           {FakeHttpClient::reply(200, "<html>"), 2, "no stacktag server"},
           {FakeHttpClient::reply(200, "[]"), 2, "no stacktag server"},
           {FakeHttpClient::fault(http::Fault::unreachable), 1, "as the test's script says"}}) {
    terminal_.http.push(exchange);
    EXPECT_EQ(terminal_.run({"top", "--once"}), code) << told;
    EXPECT_THAT(terminal_.err.str(), HasSubstr(told));
    EXPECT_EQ(terminal_.out.str(), "");
  }
}

TEST_F(TopCommand, FillsTheScreenAgainAndAgainUntilASignal) {
  terminal_.out_columns = 40;
  int asked = 0;
  terminal_.http.answer_with([&asked](http::Request const&) {
    ++asked;
    if (asked == 2) {
      return fakes::FakeHttpClient::fault(http::Fault::unreachable);
    }
    if (asked == 4) {
      std::raise(SIGINT);
    }
    return fakes::FakeHttpClient::reply(200, k_stats);
  });
  EXPECT_EQ(terminal_.run({"top", "--interval", "2"}), 130);
  EXPECT_EQ(asked, 4);
  EXPECT_EQ(terminal_.clock.slept(), std::chrono::seconds(6));
  auto const out = terminal_.out.str();
  EXPECT_TRUE(out.starts_with("\x1B[?1049h\x1B[?25l\x1B[Hstacktag 0.1.0 at")) << out;
  EXPECT_TRUE(out.ends_with("\x1B[J\x1B[?25h\x1B[?1049l")) << out;
  EXPECT_THAT(out, HasSubstr("\x1B[Hhttp://127.0.0.1:8080\x1B[K\r\n\x1B[K\r\nas the test's"));
  // Three lots of stats, cut to forty columns and to the 24 rows that a terminal usually has.
  EXPECT_THAT(out, HasSubstr("stacktag 0.1.0 at http://127.0.0.1:8080,\x1B[K\r\n"));
  EXPECT_THAT(out, Not(HasSubstr("12:30:00")));
}

}  // namespace
}  // namespace stacktag::cli
