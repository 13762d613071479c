// SPDX-License-Identifier: Apache-2.0
// The API's limit: so many reads and so many writes in each second of the clock.
// https://www.contentstack.com/docs/developers/apis/content-management-api#rate-limiting
#pragma once

#include <chrono>
#include <mutex>

namespace stacktag::sandbox {

class RateLimit {
 public:
  explicit RateLimit(int per_second) : per_second_(per_second) {}

  /// How many requests this second has left afterwards; -1 where there was no room. 0 a second
  /// means no limit.
  int take(std::chrono::system_clock::time_point now) {
    std::lock_guard const lock(mutex_);
    auto const second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != second_) {
      second_ = second;
      taken_ = 0;
    }
    if (per_second_ == 0) {
      return 0;
    }
    return taken_ < per_second_ ? per_second_ - ++taken_ : -1;
  }
  int per_second() const { return per_second_; }

 private:
  int const per_second_;
  std::mutex mutex_;
  std::chrono::sys_seconds second_{};
  int taken_ = 0;
};

}  // namespace stacktag::sandbox
