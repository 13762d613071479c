// SPDX-License-Identifier: Apache-2.0
// An hour without Contentstack, Rekognition or names, and a clock that jumps: the real store, the
// real workers and the real parts, before a scripted network and a clock that the test owns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "core/flow/drawn_images.h"
#include "hosts/server/one_stack.h"
#include "server/workers.h"

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;
using fakes::FakeHttpClient;

constexpr char const* k_asset =
    R"({"asset":{"uid":"blta1","_version":1,"content_type":"image/jpeg","tags":["homepage"],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}})";
constexpr char const* k_written =
    R"({"notice":"Asset updated successfully.","asset":{"uid":"blta1","_version":2,)"
    R"("content_type":"image/jpeg","tags":["homepage","Horse"],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}})";
constexpr char const* k_labels =
    R"({"LabelModelVersion":"3.0","Labels":[{"Name":"Horse","Confidence":99.5,"Parents":[]}]})";
constexpr char const* k_throttled = R"({"__type":"ThrottlingException","message":"Rate exceeded"})";

/// Hands over how each attempt ended.
class Endings final : public Chronicle {
 public:
  struct One {
    Settled settled{};
    Next next{};
  };

  void accepted(std::string const&, bool) override {}
  void turned_away(std::string const&, Reason) override {}
  void settled(std::string const&, Job const&, Settled const& settled, Next const& next) override {
    std::lock_guard const lock(mutex_);
    all_.push_back({settled, next});
    changed_.notify_all();
  }

  One next() {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, 60s, [&] { return !all_.empty(); }));
    if (all_.empty()) {
      return {};
    }
    auto one = std::move(all_.front());
    all_.pop_front();
    return one;
  }

 private:
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::deque<One> all_{};
};

enum class Trouble { none, contentstack, rekognition, names };

struct Place {
  std::atomic<Trouble> trouble = Trouble::none;
  std::atomic<int> labels_paid = 0;
  OneStack one{[this](http::Request const& request) { return network(request); }};
  fakes::FakeClock& clock = one.clock;
  Endings endings{};
  std::unique_ptr<Workers> workers = start_workers({.stacks = {one.stack.get()},
                                                    .queue = *one.store->queue,
                                                    .chronicle = endings,
                                                    .clock = one.clock,
                                                    .time = *one.time,
                                                    .log = one.log,
                                                    .workers = 1});

  http::Exchange network(http::Request const& request) {
    if (trouble == Trouble::names) {
      return FakeHttpClient::fault(http::Fault::unresolved);
    }
    if (request.url.starts_with("https://rekognition.")) {
      if (trouble == Trouble::rekognition) {
        return FakeHttpClient::reply(400, k_throttled);
      }
      ++labels_paid;
      return FakeHttpClient::reply(200, k_labels);
    }
    if (request.url.starts_with("https://images.contentstack.io/")) {
      return FakeHttpClient::reply(200, drawn::jpeg(640, 480));
    }
    if (trouble == Trouble::contentstack) {
      return FakeHttpClient::reply(503);
    }
    return FakeHttpClient::reply(200, request.method == http::Method::put ? k_written : k_asset);
  }

  void accept() {
    Event const event{.module = "asset",
                      .name = "create",
                      .api_key = "bltkey",
                      .branch = "main",
                      .asset = {.uid = "blta1",
                                .version = 1,
                                .url = "https://images.contentstack.io/v3/assets/bltkey/blta1/f1/"
                                       "a.jpeg",
                                .content_type = "image/jpeg"}};
    Arrival const arrival{event, "r"};
    ASSERT_TRUE(one.store->intake->accept({&arrival, 1}, one.time->now()));
    workers->wake();
  }

  /// Lets the job's time come, attempt by attempt, until so much time has gone by.
  int live_through(std::chrono::seconds outage, Reason expected) {
    auto const end = clock.now() + outage;
    int attempts = 0;
    while (clock.now() < end) {
      auto const attempt = endings.next();
      EXPECT_EQ(attempt.settled.report.reason, expected);
      EXPECT_EQ(attempt.next.state, JobState::waiting);
      ++attempts;
      clock.advance(attempt.next.wait);
      if (clock.now() < end) {
        workers->wake();
      }
    }
    return attempts;
  }

  void ends_well() {
    trouble = Trouble::none;
    workers->wake();
    auto end = endings.next();
    while (end.next.state == JobState::waiting) {  // an attempt that had begun before
      clock.advance(end.next.wait);
      workers->wake();
      end = endings.next();
    }
    EXPECT_EQ(end.settled.report.reason, Reason::tags_added) << end.settled.report.message;
    EXPECT_EQ(end.next.state, JobState::done);
    EXPECT_EQ(labels_paid, 1);
  }
};

TEST(AnHourWithout, Contentstack) {
  Place place;
  place.trouble = Trouble::contentstack;
  place.accept();
  auto const attempts = place.live_through(1h, Reason::contentstack_unavailable);
  EXPECT_LT(attempts, RetryPolicy{}.attempts_max);
  EXPECT_EQ(place.labels_paid, 0) << "nothing is paid before the asset is known";
  place.ends_well();
}

TEST(AnHourWithout, RekognitionsLeave) {
  Place place;
  place.trouble = Trouble::rekognition;
  place.accept();
  EXPECT_LT(place.live_through(1h, Reason::labeler_throttled), RetryPolicy{}.attempts_max);
  place.ends_well();
}

TEST(AnHourWithout, Names) {
  Place place;
  place.trouble = Trouble::names;
  place.accept();
  EXPECT_LT(place.live_through(1h, Reason::contentstack_unavailable), RetryPolicy{}.attempts_max);
  EXPECT_EQ(place.labels_paid, 0);
  place.ends_well();
}

TEST(AClockThatJumps, MakesNoJobEarlyOrLate) {
  Place place;
  place.trouble = Trouble::contentstack;
  auto const start = place.clock.wall();
  place.clock.set_wall(start + 24h * 400);
  place.accept();
  for (auto const jump : {-24h * 400, 24h * 30, -24h * 1, 24h * 365}) {
    auto const one = place.endings.next();
    place.clock.set_wall(place.clock.wall() + jump);
    EXPECT_EQ(one.next.state, JobState::waiting);
    auto const count = place.one.client.count();
    place.clock.advance(one.next.wait - 1ms);
    EXPECT_FALSE(*place.one.store->queue->take("bltkey", place.one.time->now())) << "not due yet";
    EXPECT_EQ(place.one.client.count(), count);
    place.clock.advance(1ms);
    place.workers->wake();
  }
  place.ends_well();
}

}  // namespace
}  // namespace stacktag::server
