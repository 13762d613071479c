// SPDX-License-Identifier: Apache-2.0
#include "aws/retry.h"

#include <algorithm>
#include <cmath>

namespace stacktag::aws {
namespace {

constexpr int k_tokens_max = 500;

int cost(Repeat repeat) {
  switch (repeat) {
    case Repeat::throttled:
      return 5;
    case Repeat::transient:
      return 10;
    case Repeat::no:
      break;
  }
  return 0;
}

}  // namespace

bool RetryQuota::take(Repeat repeat) {
  std::lock_guard const lock(mutex_);
  if (tokens_ < cost(repeat)) {
    return false;
  }
  tokens_ -= cost(repeat);
  return true;
}

void RetryQuota::give_back(std::optional<Repeat> last) {
  std::lock_guard const lock(mutex_);
  tokens_ = std::min(k_tokens_max, tokens_ + (last ? cost(*last) : 1));
}

int RetryQuota::tokens() const {
  std::lock_guard const lock(mutex_);
  return tokens_;
}

std::chrono::milliseconds backoff(int repeat, Repeat kind, double random) {
  constexpr double k_longest_ms = 20'000;
  double const base_ms = kind == Repeat::throttled ? 500 : 100;
  return std::chrono::milliseconds(
      static_cast<int>(random * std::min(std::ldexp(base_ms, repeat), k_longest_ms)));
}

}  // namespace stacktag::aws
