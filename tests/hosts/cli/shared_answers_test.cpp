// SPDX-License-Identifier: Apache-2.0
// The same picture, asked about at the same time, is paid for once.
#include "engine/shared_answers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace stacktag {
namespace {

// Answers once it may.
class SlowEngine final : public Labeler {
 public:
  std::atomic<int> calls = 0;
  std::atomic<int> failures_left = 0;
  std::promise<void> begun{};
  std::promise<void> may_answer{};

  LabelAnswer label(Image const& image, LabelQuery const&, Deadline const&) override {
    if (++calls == 1) {
      begun.set_value();
      may_answer.get_future().wait();
    }
    if (failures_left > 0) {
      --failures_left;
      return {.labels = fail(Reason::labeler_unavailable, "away")};
    }
    return {.labels = Labels{.found = {{.name = image.bytes, .confidence = 90}}},
            .calls_paid = 1,
            .cost = {{Feature::labels, {1, 1000}}}};
  }
};

struct Two {
  SlowEngine* engine = nullptr;
  std::unique_ptr<Labeler> shared{};
  LabelAnswer first{.labels = Labels{}};
  LabelAnswer second{.labels = Labels{}};

  explicit Two(int failures, std::string const& other_picture) {
    auto slow = std::make_unique<SlowEngine>();
    engine = slow.get();
    engine->failures_left = failures;
    shared = make_shared_answers(std::move(slow));
    std::jthread one([this] { first = shared->label({.bytes = "horse"}, {}, {}); });
    engine->begun.get_future().wait();
    std::jthread other([&] { second = shared->label({.bytes = other_picture}, {}, {}); });
    engine->may_answer.set_value();
  }
};

TEST(SharedAnswers, AskAboutAPictureOnce) {
  Two const two(0, "horse");
  EXPECT_EQ(two.engine->calls, 1);
  ASSERT_TRUE(two.second.labels);
  EXPECT_EQ(*two.first.labels, *two.second.labels);
  EXPECT_EQ(two.first.calls_paid + two.second.calls_paid, 1);
  EXPECT_TRUE(two.second.cost.empty());
}

TEST(SharedAnswers, AskAboutAnotherPictureByItself) {
  Two const two(0, "cow");
  EXPECT_EQ(two.engine->calls, 2);
  EXPECT_EQ(two.second.labels->found.at(0).name, "cow");
}

TEST(SharedAnswers, DoNotShareAFailure) {
  Two const two(1, "horse");
  EXPECT_EQ(two.engine->calls, 2);
  EXPECT_NE(two.first.labels.has_value(), two.second.labels.has_value());
}

TEST(SharedAnswers, WaitNoLongerThanTheDeadline) {
  auto slow = std::make_unique<SlowEngine>();
  auto& engine = *slow;
  auto const shared = make_shared_answers(std::move(slow));
  std::jthread one([&] { shared->label({.bytes = "horse"}, {}, {}); });
  engine.begun.get_future().wait();
  auto const late = shared->label({.bytes = "horse"}, {}, {.at = SteadyTime::min()});
  engine.may_answer.set_value();
  ASSERT_FALSE(late.labels);
  EXPECT_EQ(late.labels.error().reason, Reason::out_of_time);
}

}  // namespace
}  // namespace stacktag
