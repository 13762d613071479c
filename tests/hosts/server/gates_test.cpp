// SPDX-License-Identifier: Apache-2.0
#include "server/gates.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stop_token>
#include <thread>
#include <vector>

#include "fakes/fake_clock.h"

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;

Deadline in(std::chrono::milliseconds time) {
  return {.at = std::chrono::steady_clock::now() + time};
}

TEST(Gate, LetsNoMoreInThanThereIsRoomFor) {
  Gate gate(2);
  EXPECT_TRUE(gate.enter(in(1s)));
  EXPECT_TRUE(gate.enter(in(1s)));
  EXPECT_FALSE(gate.enter(in(1ms)));
  gate.leave();
  EXPECT_TRUE(gate.enter(in(1s)));
}

TEST(Gate, IsLeftWaitingByWhoeverGivesUp) {
  Gate gate(1);
  EXPECT_TRUE(gate.enter(in(1s)));
  std::stop_source gives_up;
  gives_up.request_stop();
  EXPECT_FALSE(gate.enter({.at = SteadyTime::max(), .cancelled = gives_up.get_token()}));
}

class Looks final : public Labeler {
 public:
  Looks(std::atomic<int>& inside, std::atomic<int>& most) : inside_(inside), most_(most) {}
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    auto const now = ++inside_;
    auto known = most_.load();
    while (now > known && !most_.compare_exchange_weak(known, now)) {
    }
    std::this_thread::yield();
    --inside_;
    return {Labels{.engine = "fake"}};
  }

 private:
  std::atomic<int>& inside_;
  std::atomic<int>& most_;
};

TEST(Gate, HoldsWhoeverLooksAtPictures) {
  Gate gate(2);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  auto const labeler = through_gate(std::make_unique<Looks>(inside, most), gate);
  {
    std::latch begin(8);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        begin.arrive_and_wait();
        for (int look = 0; look < 50; ++look) {
          EXPECT_TRUE(labeler->label({}, {}, in(30s)).labels);
        }
      });
    }
  }
  EXPECT_LE(most, 2);
}

TEST(Gate, WithoutRoomInTimeAPictureIsNotLookedAt) {
  Gate gate(1);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  auto const labeler = through_gate(std::make_unique<Looks>(inside, most), gate);
  ASSERT_TRUE(gate.enter(in(1s)));
  auto const answer = labeler->label({}, {}, in(1ms));
  ASSERT_FALSE(answer.labels);
  EXPECT_EQ(answer.labels.error().reason, Reason::out_of_time);
  EXPECT_EQ(most, 0);
}

TEST(Pace, TakesATokenForEachQuestion) {
  fakes::FakeClock clock;
  auto const bucket = make_token_bucket(clock, 1, 2);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  auto const labeler = at_pace(std::make_unique<Looks>(inside, most), *bucket);
  LabelQuery const two{.features = {Feature::labels, Feature::text}};
  EXPECT_TRUE(labeler->label({}, two, {}).labels);
  EXPECT_EQ(clock.slept(), 0s);
  EXPECT_TRUE(labeler->label({}, two, {}).labels);
  EXPECT_EQ(clock.slept(), 2s);
  auto const late = labeler->label({}, two, {.at = clock.now() + 1ms});
  EXPECT_FALSE(late.labels);
}

}  // namespace
}  // namespace stacktag::server
