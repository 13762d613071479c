// SPDX-License-Identifier: Apache-2.0
// The Runtime API, answer by answer.
#include "lambda/runtime_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "json/json.h"

namespace stacktag::lambda {
namespace {

using namespace std::chrono_literals;
using fakes::FakeHttpClient;
using Kind = RuntimeFault::Kind;

class RuntimeClientTest : public ::testing::Test {
 protected:
  FakeHttpClient http;
  fakes::FakeClock clock;
  RuntimeClient runtime{http, clock, "127.0.0.1:9001"};
  Invocation const invocation{.request_id = "r-1", .invocation_id = "i-1"};
};

TEST_F(RuntimeClientTest, TheNextInvocationIsWaitedForWithoutEnd) {
  http.push(200, "{\"module\":\"asset\"}",
            {{"lambda-runtime-aws-request-id", "r-1"},
             {"Lambda-Runtime-Invocation-Id", "i-1"},
             {"Lambda-Runtime-Trace-Id", "Root=1"},
             {"Lambda-Runtime-Deadline-Ms", "1772366403000"}});
  auto const next = runtime.next({});
  ASSERT_TRUE(next) << next.error().message;
  EXPECT_EQ(next->request_id, "r-1");
  EXPECT_EQ(next->invocation_id, "i-1");
  EXPECT_EQ(next->trace_id, "Root=1");
  EXPECT_EQ(next->deadline, fakes::FakeClock::start_of_wall() + 3s);
  EXPECT_EQ(next->payload, "{\"module\":\"asset\"}");
  auto const sent = http.sent().at(0).request;
  EXPECT_EQ(sent.url, "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next");
  EXPECT_EQ(sent.time_max, 0ms);
  EXPECT_GE(sent.response_bytes_max, 6U * 1024 * 1024 + 100);
}

TEST_F(RuntimeClientTest, ADeadlineThatIsNoTimeIsNone) {
  for (auto const* text :
       {"", "soon", "12x", "-1", "9223372036854775807", "99999999999999999999"}) {
    http.push(200, "{}",
              {{"Lambda-Runtime-Aws-Request-Id", "r"}, {"Lambda-Runtime-Deadline-Ms", text}});
    EXPECT_EQ(runtime.next({})->deadline, std::nullopt) << text;
  }
}

TEST_F(RuntimeClientTest, AnythingButAnInvocationEndsTheProcess) {
  for (int const status : {202, 400, 403, 500, 503}) {
    http.push(status, "{}", {{"Lambda-Runtime-Aws-Request-Id", "r-1"}});
    EXPECT_EQ(runtime.next({}).error().kind, Kind::unusable) << status;
  }
  http.push(200, "{}");
  EXPECT_EQ(runtime.next({}).error().kind, Kind::unusable) << "without a request id";
}

TEST_F(RuntimeClientTest, FaultsOfTheLineAreRepeatedAfterAPause) {
  http.push(FakeHttpClient::fault(http::Fault::unreachable));
  http.push(FakeHttpClient::fault(http::Fault::broken_off, true));
  http.push(200, "{}", {{"Lambda-Runtime-Aws-Request-Id", "r-1"}});
  EXPECT_TRUE(runtime.next({}));
  EXPECT_THAT(clock.sleeps(), ::testing::ElementsAre(20ms, 40ms));
}

TEST_F(RuntimeClientTest, FaultsOfTheLineAreRepeatedABoundedNumberOfTimes) {
  EXPECT_EQ(runtime.next({}).error().kind, Kind::unusable);
  EXPECT_EQ(http.count(), 5U);
}

TEST_F(RuntimeClientTest, ToBeToldToStopIsNoFault) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(runtime.next(stop.get_token()).error().kind, Kind::cancelled);
  EXPECT_THAT(clock.sleeps(), ::testing::IsEmpty());
}

TEST_F(RuntimeClientTest, AnAnswerEchoesTheInvocation) {
  http.push(202, "{\"status\":\"OK\"}");
  EXPECT_TRUE(runtime.respond(invocation, "{\"outcome\":\"tagged\"}"));
  auto const sent = http.sent().at(0);
  EXPECT_EQ(sent.request.url, "http://127.0.0.1:9001/2018-06-01/runtime/invocation/r-1/response");
  EXPECT_EQ(sent.request.method, http::Method::post);
  EXPECT_EQ(sent.header("Lambda-Runtime-Invocation-Id"), "i-1");
  EXPECT_EQ(sent.body, "{\"outcome\":\"tagged\"}");
}

TEST_F(RuntimeClientTest, WithoutAnInvocationIdNoneIsEchoed) {
  http.push(202);
  EXPECT_TRUE(runtime.respond({.request_id = "r-1"}, "{}"));
  EXPECT_EQ(http.sent().at(0).header("Lambda-Runtime-Invocation-Id"), "");
}

TEST_F(RuntimeClientTest, EachStatusOfAPostHasItsMeaning) {
  std::vector<std::pair<int, Kind>> const table{
      {400, Kind::refused}, {403, Kind::refused},  {404, Kind::refused},
      {413, Kind::refused}, {500, Kind::unusable}, {502, Kind::unusable},
  };
  for (auto const& [status, kind] : table) {
    http.push(status);
    EXPECT_EQ(runtime.respond(invocation, "{}").error().kind, kind) << status;
    http.push(status);
    EXPECT_EQ(runtime.report(invocation, {}).error().kind, kind) << status;
    http.push(status);
    EXPECT_EQ(runtime.report_init({}).error().kind, kind) << status;
  }
}

TEST_F(RuntimeClientTest, AFailureIsReportedInLambdasForm) {
  http.push(202);
  http.push(202);
  EXPECT_TRUE(runtime.report(invocation, {"Function.Internal", "why"}));
  EXPECT_TRUE(runtime.report_init({"Runtime.BadConfiguration", "MAX_TAGS \"0\""}));
  auto const sent = http.sent();
  EXPECT_EQ(sent[0].request.url, "http://127.0.0.1:9001/2018-06-01/runtime/invocation/r-1/error");
  EXPECT_EQ(sent[0].header("Lambda-Runtime-Function-Error-Type"), "Function.Internal");
  EXPECT_EQ(sent[0].header("Lambda-Runtime-Invocation-Id"), "i-1");
  EXPECT_EQ(sent[1].request.url, "http://127.0.0.1:9001/2018-06-01/runtime/init/error");
  EXPECT_EQ(sent[1].header("Lambda-Runtime-Function-Error-Type"), "Runtime.BadConfiguration");
  EXPECT_EQ(*json::parse(sent[1].body), (json::Json{{"errorType", "Runtime.BadConfiguration"},
                                                    {"errorMessage", "MAX_TAGS \"0\""},
                                                    {"stackTrace", json::Json::array()}}));
}

}  // namespace
}  // namespace stacktag::lambda
