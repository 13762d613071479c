// SPDX-License-Identifier: Apache-2.0
#include "pace/token_bucket.h"

#include <algorithm>
#include <chrono>
#include <mutex>

namespace stacktag {
namespace {

using std::chrono::duration;
using std::chrono::duration_cast;

// Keeps the time at which the bucket would be full again (the "virtual scheduling" form of the
// leaky bucket): one number, no counting of tokens.
class VirtualSchedule final : public TokenBucket {
 public:
  VirtualSchedule(Clock& clock, double per_second, double burst)
      : clock_(clock),
        step_(duration_cast<SteadyTime::duration>(duration<double>(1.0 / per_second))),
        tolerance_(
            duration_cast<SteadyTime::duration>(duration<double>((burst - 1.0) / per_second))),
        next_(clock.now()) {}

  bool take(Deadline const& deadline) override {
    auto const turn = reserve(deadline);
    if (turn == SteadyTime::max()) {
      return false;
    }
    if (turn > clock_.now()) {
      clock_.sleep_until(turn);
    }
    return true;
  }

  void pause_until(SteadyTime until) override {
    std::lock_guard const lock(mutex_);
    paused_until_ = std::max(paused_until_, until);
  }

 private:
  // The time of this caller's turn, or max() where it comes too late.
  SteadyTime reserve(Deadline const& deadline) {
    std::lock_guard const lock(mutex_);
    auto const now = clock_.now();
    auto const turn = std::max({now, next_ - tolerance_, paused_until_});
    if (turn > deadline.at || deadline.cancelled.stop_requested()) {
      return SteadyTime::max();
    }
    next_ = std::max(next_, turn) + step_;
    return turn;
  }

  Clock& clock_;
  SteadyTime::duration const step_;
  SteadyTime::duration const tolerance_;
  std::mutex mutex_;
  SteadyTime next_;
  SteadyTime paused_until_{SteadyTime::min()};
};

}  // namespace

std::unique_ptr<TokenBucket> make_token_bucket(Clock& clock, double per_second, double burst) {
  return std::make_unique<VirtualSchedule>(clock, per_second, burst);
}

}  // namespace stacktag
