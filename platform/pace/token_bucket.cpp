// SPDX-License-Identifier: Apache-2.0
#include "pace/token_bucket.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>

namespace stacktag {
namespace {

using std::chrono::duration;
using std::chrono::duration_cast;

using std::chrono::milliseconds;

// How soon a waiting caller sees that it was cancelled.
constexpr milliseconds k_glance{20};

// Keeps the time at which the bucket would be full again (the "virtual scheduling" form of the
// leaky bucket): one number, no counting of tokens. A pause stops this schedule, for those who wait
// already as for those who come.
class VirtualSchedule final : public TokenBucket {
 public:
  VirtualSchedule(Clock& clock, double per_second, double burst)
      : clock_(clock),
        step_(duration_cast<SteadyTime::duration>(duration<double>(1.0 / per_second))),
        tolerance_(duration_cast<SteadyTime::duration>(
            duration<double>((std::max(burst, 1.0) - 1.0) / per_second))),
        burst_(std::max(burst, 1.0)),
        next_(clock.now()),
        paused_until_(next_) {}

  bool take(Deadline const& deadline) override {
    auto const turn = reserve(deadline);
    while (turn) {
      auto const due = due_time(*turn);
      if (due > deadline.at || deadline.cancelled.stop_requested()) {
        give_back();
        return false;
      }
      auto const now = clock_.now();
      if (now >= due) {
        return true;
      }
      clock_.sleep_until(deadline.cancelled.stop_possible() ? std::min(due, now + k_glance) : due);
    }
    return false;
  }

  void pause_until(SteadyTime until) override {
    std::lock_guard const lock(mutex_);
    auto const from = std::max(clock_.now(), paused_until_);
    if (until > from) {
      paused_until_ = until;
      paused_for_ += until - from;
      next_ = std::max(next_, from) + (until - from);
    }
  }

  double available() override {
    std::lock_guard const lock(mutex_);
    auto const now = clock_.now();
    if (now < paused_until_) {
      return 0;
    }
    auto const left = duration<double>(now + tolerance_ + step_ - next_) / duration<double>(step_);
    return std::clamp(left, 0.0, burst_);
  }

 private:
  struct Turn {
    SteadyTime at;
    SteadyTime::duration paused_for;  // all pauses that were known when it was given
  };

  // This caller's turn, or nothing where it comes too late.
  std::optional<Turn> reserve(Deadline const& deadline) {
    std::lock_guard const lock(mutex_);
    auto const at = std::max({clock_.now(), next_ - tolerance_, paused_until_});
    if (at > deadline.at || deadline.cancelled.stop_requested()) {
      return std::nullopt;
    }
    next_ = std::max(next_, at) + step_;
    return Turn{.at = at, .paused_for = paused_for_};
  }

  SteadyTime due_time(Turn const& turn) {
    std::lock_guard const lock(mutex_);
    return std::max(turn.at + (paused_for_ - turn.paused_for), paused_until_);
  }

  void give_back() {
    std::lock_guard const lock(mutex_);
    next_ -= step_;
  }

  Clock& clock_;
  SteadyTime::duration const step_;
  SteadyTime::duration const tolerance_;
  double const burst_;
  std::mutex mutex_;
  SteadyTime next_;
  SteadyTime paused_until_;
  SteadyTime::duration paused_for_{0};
};

}  // namespace

std::unique_ptr<TokenBucket> make_token_bucket(Clock& clock, double per_second, double burst) {
  return std::make_unique<VirtualSchedule>(clock, per_second, burst);
}

}  // namespace stacktag
