// SPDX-License-Identifier: Apache-2.0
// Invocation after invocation: no event ends the process, and the Runtime API alone can.
#include "lambda/function.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/flow/world.h"
#include "fakes/fake_http_client.h"
#include "hosts/delivery/bouncer.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::lambda {
namespace {

using namespace std::chrono_literals;
using fakes::FakeHttpClient;

class LinesInMemory final : public Log {
 public:
  std::vector<json::Json> lines{};
  std::vector<json::Json> raw{};

  void write(Level level, std::string_view message, json::Json fields) override {
    fields["level"] = to_string(level);
    fields["message"] = message;
    lines.push_back(std::move(fields));
  }
  void write_raw(json::Json const& line) override { raw.push_back(line); }
};

constexpr char const* k_body =
    R"({"module":"asset","event":"create","api_key":"bltkey","data":{"asset":{"uid":"blta1",)"
    R"("_version":1,"content_type":"image/jpeg",)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}}})";

std::string request_with(std::string const& body, std::string const& api_key = {}) {
  return json::dump({{"httpMethod", "POST"},
                     {"requestContext", {{"identity", {{"apiKey", api_key}}}}},
                     {"headers", json::Json::object()},
                     {"body", body}});
}

class FunctionTest : public ::testing::Test {
 protected:
  FunctionTest() { world.stack.create("f1"); }

  void invoke(std::string payload, std::vector<http::Header> more = {}) {
    more.push_back({"Lambda-Runtime-Aws-Request-Id", "r-" + std::to_string(++invocations)});
    http.push(200, std::move(payload), std::move(more));
    http.push(202);
  }

  // Serves what is queued, then ends as if the Runtime API had failed for good.
  int serve_all() {
    http.push(500);
    return serve(runtime, function, log, {});
  }

  json::Json answer(int invocation) {
    return *json::parse(http.sent().at(static_cast<std::size_t>(invocation) * 2 + 1).body);
  }

  world::World world;
  fakes::Bouncer bouncer;
  LinesInMemory log;
  FakeHttpClient http;
  RuntimeClient runtime{http, world.clock, "127.0.0.1:9001"};
  Reception reception{&bouncer,
                      {world.stack, world.pictures, world.engine, world.overlap, world.clock,
                       world.memory, world.stack_words, world.settings}};
  Function function{reception, log, world.clock};
  int invocations = 0;
};

TEST_F(FunctionTest, EventsThatMakeNoSenseAreAnsweredAndTheNextOneIsServed) {
  std::vector<std::string> const payloads{"",     "null",          "[1]", "{}", "{\"Records\":[]}",
                                          "\xFF", request_with("")};
  for (auto const& payload : payloads) {
    invoke(payload);
  }
  invoke(request_with(k_body));
  EXPECT_EQ(serve_all(), 1);
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(answer(i)["reason"], "malformed_event") << payloads[static_cast<std::size_t>(i)];
  }
  EXPECT_EQ(answer(6)["statusCode"], 200);
  EXPECT_EQ((*json::parse(answer(7)["body"].get<std::string>()))["reason"], "tags_added");
}

TEST_F(FunctionTest, AnswersInTheFormThatTheEventCameIn) {
  invoke(k_body);
  bouncer.verdict = fail(Reason::unauthenticated, "");
  serve_all();
  EXPECT_EQ(answer(0)["reason"], "unauthenticated");
  invoke(request_with(k_body));
  serve_all();
  EXPECT_EQ(json::parse(http.sent().at(4).body)->at("statusCode"), 401);
}

TEST_F(FunctionTest, EachEventIsOneLogLineAndOneLineOfMetrics) {
  invoke(k_body);
  invoke("nonsense");
  serve_all();
  ASSERT_EQ(log.lines.size(), 3U);
  EXPECT_EQ(log.lines[0]["reason"], "tags_added");
  EXPECT_EQ(log.lines[0]["requestId"], "r-1");
  EXPECT_EQ(log.lines[1]["reason"], "malformed_event");
  EXPECT_EQ(log.lines[2]["level"], "ERROR") << "the Runtime API's failure";
  ASSERT_EQ(log.raw.size(), 2U);
  EXPECT_EQ(log.raw[0]["LabelCalls"], 1);
}

TEST_F(FunctionTest, AnAnswerThatIsRefusedIsLoggedAndTheNextOneIsServed) {
  http.push(200, k_body, {{"Lambda-Runtime-Aws-Request-Id", "r-1"}});
  http.push(413);
  invoke(k_body);
  serve_all();
  EXPECT_EQ(log.lines.at(1)["requestId"], "r-1");
  EXPECT_EQ(answer(1)["reason"], "duplicate");
}

TEST_F(FunctionTest, AnAnswerThatTheRuntimeApiCannotTakeEndsTheProcess) {
  http.push(200, k_body, {{"Lambda-Runtime-Aws-Request-Id", "r-1"}});
  http.push(500);
  EXPECT_EQ(serve(runtime, function, log, {}), 1);
  EXPECT_EQ(http.count(), 2U);
}

TEST_F(FunctionTest, ToBeToldToStopEndsItWell) {
  std::stop_source stop;
  http.answer_with([&](http::Request const&) {
    stop.request_stop();
    return FakeHttpClient::fault(http::Fault::cancelled);
  });
  EXPECT_EQ(serve(runtime, function, log, stop.get_token()), 0);
  EXPECT_EQ(http.count(), 1U);
}

TEST_F(FunctionTest, TheTraceIsThatOfTheInvocation) {
  invoke(k_body, {{"Lambda-Runtime-Trace-Id", "Root=1-abc"}});
  serve_all();
  ASSERT_NE(std::getenv("_X_AMZN_TRACE_ID"), nullptr);
  EXPECT_STREQ(std::getenv("_X_AMZN_TRACE_ID"), "Root=1-abc");
  invoke(k_body);
  serve_all();
  EXPECT_STREQ(std::getenv("_X_AMZN_TRACE_ID"), "");
}

TEST_F(FunctionTest, TheDeadlineLeavesTimeToAnswer) {
  auto& clock = world.clock;
  auto const left = [&](std::optional<WallTime> deadline) {
    return deadline_of({.deadline = deadline}, clock).at - clock.now();
  };
  EXPECT_EQ(left(clock.wall() + 3s), 3s - limits::answer_time_reserved);
  EXPECT_EQ(left(clock.wall() + 900s), limits::delivery_time_max - limits::answer_time_reserved);
  EXPECT_EQ(left(std::nullopt), limits::delivery_time_max - limits::answer_time_reserved);
}

TEST_F(FunctionTest, AnOpenDoorIsPointedOutOnce) {
  reception.auth = nullptr;
  auto const warnings = [&] {
    return std::ranges::count_if(
        log.lines, [](auto const& line) { return line["reason"] == "no_authentication"; });
  };
  function.answer({.payload = request_with(k_body, "key")});
  function.answer({.payload = k_body});
  EXPECT_EQ(warnings(), 0) << "the gateway's key, or the right to invoke, is a proof";
  function.answer({.payload = request_with(k_body)});
  function.answer({.payload = request_with(k_body)});
  EXPECT_EQ(warnings(), 1);
}

TEST_F(FunctionTest, ADoorThatIsWatchedIsNotPointedOut) {
  function.answer({.payload = request_with(k_body)});
  EXPECT_EQ(log.lines.at(0)["reason"], "tags_added");
}

}  // namespace
}  // namespace stacktag::lambda
