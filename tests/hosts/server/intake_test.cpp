// SPDX-License-Identifier: Apache-2.0
// Between the socket and the disk: what is stored, what is turned away, and what is answered when.
#include "server/intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>

#include "hosts/server/one_stack.h"

namespace stacktag::server {
namespace {

using ::testing::HasSubstr;

constexpr char const* k_body =
    R"({"module":"asset","event":"create","api_key":"bltkey","data":{"asset":{"uid":"blta1",)"
    R"("_version":1,"content_type":"image/jpeg","tags":[],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}}})";

class Jobs final : public JobIntake {
 public:
  std::optional<Error> error{};
  std::latch* waits_for = nullptr;  ///< the first step begins when it is open
  std::atomic<int> steps = 0;
  std::atomic<std::size_t> most_at_once = 0;

  Result<std::vector<Accepted>> accept(std::span<Arrival const> arrivals, WallTime) override {
    if (waits_for != nullptr && steps == 0) {
      waits_for->wait();
    }
    ++steps;
    most_at_once = std::max(most_at_once.load(), arrivals.size());
    if (error) {
      return fail(*error);
    }
    return std::vector<Accepted>(arrivals.size(), Accepted{.id = 7});
  }
};

class Counts final : public Chronicle {
 public:
  std::atomic<int> accepted_count = 0;
  std::vector<std::string> turned{};

  void accepted(std::string const&, bool) override { ++accepted_count; }
  void turned_away(std::string const& stack, Reason reason) override {
    turned.push_back(stack + ":" + std::string(to_string(reason)));
  }
  void settled(std::string const&, Job const&, Settled const&, Next const&) override {}
};

struct Hall {
  OneStack one{[](auto const&) { return fakes::FakeHttpClient::reply(500); },
               {{"STACKTAG_WEBHOOK_HEADER", "X-Key: secret"}}};
  Jobs jobs{};
  Counts counts{};
  std::atomic<int> wakes = 0;
  std::unique_ptr<Intake> intake{};

  Hall() {
    intake = make_intake({.stacks = {one.stack.get()},
                          .jobs = jobs,
                          .chronicle = counts,
                          .clock = one.clock,
                          .time = *one.time,
                          .log = one.log,
                          .wake = [this] { ++wakes; },
                          .run = "run",
                          .threads = 1});
  }

  std::future<http::ServerReply> send(std::string body = k_body, std::string key = "secret",
                                      std::string path = "/webhook") {
    auto promise = std::make_shared<std::promise<http::ServerReply>>();
    auto future = promise->get_future();
    intake->take({.method = "POST",
                  .path = std::move(path),
                  .headers = {{"X-Key", std::move(key)}},
                  .body = std::move(body)},
                 [promise](http::ServerReply reply) { promise->set_value(std::move(reply)); });
    return future;
  }
};

TEST(Intake, AnswersOnceItIsStored) {
  Hall hall;
  auto const reply = hall.send().get();
  EXPECT_EQ(reply.status, 202);
  EXPECT_EQ(reply.body,
            R"({"state":"waiting","job":7,"duplicate":false,"asset":"blta1","version":1,)"
            R"("requestId":"run-1"})");
  hall.intake->finish();
  EXPECT_EQ(hall.counts.accepted_count, 1);
  EXPECT_EQ(hall.wakes, 1);
}

TEST(Intake, StoresWhatComesMeanwhileInOneStep) {
  Hall hall;
  std::latch open(1);
  hall.jobs.waits_for = &open;
  std::vector<std::future<http::ServerReply>> replies;
  for (int i = 0; i < 50; ++i) {
    replies.push_back(hall.send());
  }
  open.count_down();
  for (auto& reply : replies) {
    EXPECT_EQ(reply.get().status, 202);
  }
  hall.intake->finish();
  EXPECT_LT(hall.jobs.steps, 50);
  EXPECT_GT(hall.jobs.most_at_once, 1U);
}

TEST(Intake, AStoreThatFailsIs503AndNothingIsAccepted) {
  Hall hall;
  hall.jobs.error = {Reason::store_unavailable, "the store: database or disk is full"};
  auto const reply = hall.send().get();
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr(R"("reason":"store_unavailable")"));
  EXPECT_TRUE(std::ranges::any_of(reply.headers,
                                  [](auto const& one) { return one.name == "Retry-After"; }));
  hall.intake->finish();
  EXPECT_EQ(hall.counts.accepted_count, 0);
  EXPECT_EQ(hall.wakes, 0);
}

TEST(Intake, TurnsAwayWhoeverHasNoProofBeforeReadingTheBody) {
  Hall hall;
  EXPECT_EQ(hall.send("not even JSON", "wrong").get().status, 401);
  EXPECT_EQ(hall.send("not even JSON").get().status, 200);
  hall.intake->finish();
  EXPECT_THAT(hall.counts.turned,
              ::testing::ElementsAre("default:unauthenticated", "default:malformed_event"));
  EXPECT_EQ(hall.jobs.steps, 0);
}

TEST(Intake, KnowsItsStacks) {
  Hall hall;
  EXPECT_EQ(hall.send(k_body, "secret", "/webhook/default").get().status, 202);
  EXPECT_EQ(hall.send(k_body, "secret", "/webhook/other").get().status, 404);
}

TEST(Intake, AfterTheEndNothingIsTaken) {
  Hall hall;
  hall.intake->finish();
  EXPECT_EQ(hall.send().get().status, 503);
  EXPECT_EQ(hall.jobs.steps, 0);
}

TEST(Intake, TakesNoMoreThanItCanHold) {
  Hall hall;
  std::latch open(1);
  hall.jobs.waits_for = &open;
  std::vector<std::future<http::ServerReply>> replies;
  auto const count = limits::arrivals_waiting_max + limits::arrivals_at_once_max + 1;
  for (std::size_t i = 0; i < count; ++i) {
    replies.push_back(hall.send());
  }
  EXPECT_EQ(replies.back().get().status, 503);
  replies.pop_back();
  open.count_down();
  for (auto& reply : replies) {
    reply.wait();
  }
}

}  // namespace
}  // namespace stacktag::server
