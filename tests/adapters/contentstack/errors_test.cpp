// SPDX-License-Identifier: Apache-2.0
#include "contentstack/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "adapters/golden.h"
#include "fakes/fake_http_client.h"

namespace stacktag::contentstack {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

using fakes::FakeHttpClient;

struct Verdict {
  Ending ending = Ending::failed;
  Reason reason = Reason::internal;
  bool try_again = false;
  bool may_have_acted = false;

  bool operator==(Verdict const&) const = default;
};

std::ostream& operator<<(std::ostream& out, Verdict const& verdict) {
  return out << static_cast<int>(verdict.ending) << ' ' << to_string(verdict.reason)
             << (verdict.try_again ? ", again" : "") << (verdict.may_have_acted ? ", acted" : "");
}

Verdict judged(http::Exchange const& exchange) {
  auto const judgement = judge(exchange);
  return {judgement.ending, judgement.error.reason, judgement.try_again, judgement.may_have_acted};
}

constexpr auto k_unknown_uid = R"({"errors":{"uid":["is not valid."]}})";

TEST(StackErrors, EachStatusHasOneMeaning) {
  using enum Reason;
  Verdict const good{Ending::good, internal, false, true};
  Verdict const absent{Ending::absent, asset_gone, false, false};
  Verdict const denied{Ending::failed, contentstack_denied, false, false};
  Verdict const refused{Ending::failed, contentstack_refused, false, false};
  Verdict const throttled{Ending::failed, contentstack_throttled, true, false};
  Verdict const unavailable{Ending::failed, contentstack_unavailable, true, true};
  std::map<int, Verdict> named{{401, denied},      {403, denied}, {404, absent},
                               {408, unavailable}, {412, denied}, {429, throttled}};
  for (int status = 200; status < 600; ++status) {
    auto const expected = named.contains(status) ? named.at(status)
                          : status < 300         ? good
                          : status >= 500        ? unavailable
                                                 : refused;
    EXPECT_EQ(judged(FakeHttpClient::reply(status)), expected) << status;
  }
  EXPECT_EQ(judged(FakeHttpClient::reply(422, k_unknown_uid)), absent);
  EXPECT_EQ(judged(FakeHttpClient::reply(422, R"({"errors":{"uid":"x"}})")), refused);
  EXPECT_EQ(judged(FakeHttpClient::reply(422, R"({"errors":{"tags":[]}})")), refused);
  EXPECT_EQ(judged(FakeHttpClient::reply(400, k_unknown_uid)), refused);
}

TEST(StackErrors, EachFaultHasOneMeaning) {
  using enum Reason;
  using http::Fault;
  struct Row {
    Fault fault;
    Verdict unsent;
    Verdict sent;
  };
  auto const failed = [](Reason reason, bool again, bool acted) {
    return Verdict{Ending::failed, reason, again, acted};
  };
  auto const same = [&](Fault fault, Verdict verdict) { return Row{fault, verdict, verdict}; };
  std::vector<Row> const rows{
      {Fault::timed_out, failed(contentstack_unavailable, true, false),
       failed(contentstack_unavailable, true, true)},
      {Fault::broken_off, failed(contentstack_unavailable, true, false),
       failed(contentstack_unavailable, true, true)},
      {Fault::protocol, failed(contentstack_unavailable, true, false),
       failed(contentstack_unavailable, true, true)},
      {Fault::cancelled, failed(out_of_time, false, false), failed(out_of_time, false, true)},
      same(Fault::unresolved, failed(contentstack_unavailable, true, false)),
      same(Fault::unreachable, failed(contentstack_unavailable, true, false)),
      same(Fault::too_large, failed(contentstack_unavailable, false, true)),
      same(Fault::tls, failed(contentstack_refused, false, false)),
      same(Fault::address_forbidden, failed(contentstack_refused, false, false)),
      same(Fault::bad_url, failed(contentstack_refused, false, false))};
  std::set<Fault> seen;
  for (auto const& row : rows) {
    seen.insert(row.fault);
    EXPECT_EQ(judged(FakeHttpClient::fault(row.fault, false)), row.unsent) << to_string(row.fault);
    EXPECT_EQ(judged(FakeHttpClient::fault(row.fault, true)), row.sent) << to_string(row.fault);
  }
  // `protocol` is the last of the enumeration.
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(Fault::protocol) + 1);
}

TEST(StackErrors, TheRecordedOnesAreUnderstood) {
  using enum Reason;
  // By the body's error_code; the 400 has none.
  std::map<int, Reason> const expected{{105, contentstack_denied},
                                       {109, contentstack_denied},
                                       {118, asset_gone},
                                       {141, contentstack_refused},
                                       {-1, contentstack_refused},
                                       {429, contentstack_throttled},
                                       {503, contentstack_unavailable},
                                       {0, asset_gone}};
  auto const rows = golden::json("contentstack/cma-errors.json");
  ASSERT_EQ(rows.size(), expected.size());
  for (auto const& row : rows) {
    auto const& body = row.at("body");
    auto const code = body.value("error_code", -1);
    auto const judgement = judge(FakeHttpClient::reply(row.at("status"), body.dump()));
    EXPECT_EQ(judgement.error.reason, expected.at(code)) << row;
    EXPECT_THAT(judgement.error.message, HasSubstr(body.at("error_message").get<std::string>()));
    if (code >= 0) {
      EXPECT_THAT(judgement.error.message, HasSubstr("(error_code " + std::to_string(code) + ")"));
    }
  }
}

TEST(StackErrors, WhatTheApiSaysIsCutShort) {
  auto const body = R"({"error_message":")" + std::string(10'000, 'x') + R"("})";
  EXPECT_LT(judge(FakeHttpClient::reply(500, body)).error.message.size(), 300u);
}

TEST(StackErrors, AThrottledCallIsToldHowLongToWait) {
  for (auto const& [text, wait] :
       std::map<std::string, std::chrono::milliseconds>{{"", 1s},
                                                        {"0", 0s},
                                                        {"2", 2s},
                                                        {"60", 60s},
                                                        {"61", 60s},
                                                        {"-1", 1s},
                                                        {"1.5", 1s},
                                                        {"soon", 1s},
                                                        {"2147483647", 60s},
                                                        {"2147483648", 1s},
                                                        {"2 s", 1s},
                                                        {" 2", 1s},
                                                        {"+2", 1s},
                                                        {"Fri, 31 Dec 1999 23:59:59 GMT", 1s}}) {
    auto const throttled = FakeHttpClient::reply(429, "", {{"retry-after", text}});
    EXPECT_EQ(wait_after_throttling(*throttled), wait) << text;
    EXPECT_EQ(judge(throttled).error.retry_after, wait) << text;
  }
  EXPECT_EQ(judge(FakeHttpClient::reply(503, "", {{"Retry-After", "2"}})).error.retry_after,
            std::nullopt);
}

}  // namespace
}  // namespace stacktag::contentstack
