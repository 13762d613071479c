// SPDX-License-Identifier: Apache-2.0
#include "pace/token_bucket.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "fakes/fake_clock.h"

namespace stacktag {
namespace {

using namespace std::chrono_literals;

// Does something when somebody sleeps, once, before the time moves.
class InterruptedClock final : public Clock {
 public:
  explicit InterruptedClock(Clock& clock) : clock_(clock) {}
  SteadyTime now() override { return clock_.now(); }
  WallTime wall() override { return clock_.wall(); }
  void sleep_until(SteadyTime until) override {
    if (auto const interrupt = std::exchange(interrupt_, nullptr)) {
      interrupt();
    }
    clock_.sleep_until(until);
  }
  void on_sleep(std::function<void()> interrupt) { interrupt_ = std::move(interrupt); }

 private:
  Clock& clock_;
  std::function<void()> interrupt_;
};

class Bucket : public testing::Test {
 protected:
  SteadyTime::duration passed() { return clock_.now() - start_; }
  Deadline until(SteadyTime::duration time) { return {.at = start_ + time}; }

  void take(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(bucket_->take({}));
    }
  }

  fakes::FakeClock clock_;
  InterruptedClock interrupted_{clock_};
  SteadyTime const start_ = clock_.now();
  std::unique_ptr<TokenBucket> bucket_ = make_token_bucket(interrupted_, 10.0, 5.0);
};

TEST_F(Bucket, tells_how_many_could_be_taken_now) {
  EXPECT_NEAR(bucket_->available(), 5, 1e-6);
  take(3);
  EXPECT_NEAR(bucket_->available(), 2, 1e-6);
  take(2);
  EXPECT_NEAR(bucket_->available(), 0, 1e-6);
  clock_.advance(150ms);
  EXPECT_NEAR(bucket_->available(), 1.5, 1e-6);
  bucket_->pause_until(clock_.now() + 1s);
  EXPECT_EQ(bucket_->available(), 0);
  clock_.advance(10s);
  EXPECT_NEAR(bucket_->available(), 5, 1e-6);
}

TEST_F(Bucket, refuses_at_once_what_would_come_too_late) {
  take(5);
  EXPECT_FALSE(bucket_->take(until(99ms)));
  EXPECT_EQ(passed(), 0ms);
  // And it took nothing: the next token is where it was.
  EXPECT_TRUE(bucket_->take(until(100ms)));
  EXPECT_EQ(passed(), 100ms);
}

TEST_F(Bucket, refuses_who_has_given_up) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(bucket_->take({.cancelled = stop.get_token()}));
  take(5);
  EXPECT_EQ(passed(), 0ms);
}

TEST_F(Bucket, refuses_a_deadline_in_the_past) {
  EXPECT_FALSE(bucket_->take(until(-1ms)));
}

TEST_F(Bucket, gives_the_burst_at_once_and_then_the_rate) {
  take(5);
  EXPECT_EQ(passed(), 0ms);
  take(1);
  EXPECT_EQ(passed(), 100ms);
  take(20);
  EXPECT_EQ(passed(), 2100ms);
}

TEST_F(Bucket, fills_up_to_the_burst_and_no_further) {
  take(5);
  clock_.advance(1h);
  take(5);
  EXPECT_EQ(passed(), 1h);
  take(1);
  EXPECT_EQ(passed(), 1h + 100ms);
}

TEST_F(Bucket, fills_step_by_step) {
  take(5);
  clock_.advance(250ms);
  take(2);
  EXPECT_EQ(passed(), 250ms);
  take(1);
  EXPECT_EQ(passed(), 300ms);
}

TEST_F(Bucket, lets_nobody_through_while_paused) {
  bucket_->pause_until(start_ + 3s);
  EXPECT_FALSE(bucket_->take(until(2999ms)));
  EXPECT_EQ(passed(), 0s);
  take(1);
  EXPECT_EQ(passed(), 3s);
}

TEST_F(Bucket, is_paused_by_the_longest_pause) {
  bucket_->pause_until(start_ + 3s);
  bucket_->pause_until(start_ + 1s);
  bucket_->pause_until(start_ - 1s);
  take(1);
  EXPECT_EQ(passed(), 3s);
}

TEST_F(Bucket, does_not_fill_while_paused) {
  take(5);
  bucket_->pause_until(start_ + 3s);
  take(2);
  EXPECT_EQ(passed(), 3200ms);
}

TEST_F(Bucket, keeps_those_who_wait_waiting_when_a_pause_begins) {
  take(5);
  interrupted_.on_sleep([this] { bucket_->pause_until(start_ + 3s); });
  take(1);
  EXPECT_EQ(passed(), 3100ms);
}

TEST_F(Bucket, gives_up_who_waits_when_a_pause_outlasts_the_deadline) {
  take(5);
  interrupted_.on_sleep([this] { bucket_->pause_until(start_ + 3s); });
  EXPECT_FALSE(bucket_->take(until(1s)));
  EXPECT_LT(passed(), 1s);
  take(1);
  EXPECT_EQ(passed(), 3100ms);
}

TEST_F(Bucket, gives_up_who_is_cancelled_while_waiting) {
  take(5);
  std::stop_source stop;
  interrupted_.on_sleep([&] { stop.request_stop(); });
  EXPECT_FALSE(bucket_->take({.cancelled = stop.get_token()}));
  EXPECT_LT(passed(), 100ms);
  take(1);
  EXPECT_EQ(passed(), 100ms);
}

TEST_F(Bucket, keeps_the_rate_for_many_threads) {
  auto const shared = make_token_bucket(clock_, 10.0, 5.0);
  std::atomic<int> taken{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          taken += shared->take({}) ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(taken, 400);
  EXPECT_EQ(passed(), 39'500ms);
}

TEST(make_token_bucket, takes_a_burst_below_one_for_one) {
  fakes::FakeClock clock;
  auto const start = clock.now();
  auto const bucket = make_token_bucket(clock, 2.0, 0.0);
  EXPECT_TRUE(bucket->take({}));
  EXPECT_EQ(clock.now(), start);
  EXPECT_TRUE(bucket->take({}));
  EXPECT_EQ(clock.now(), start + 500ms);
}

}  // namespace
}  // namespace stacktag
