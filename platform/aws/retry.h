// SPDX-License-Identifier: Apache-2.0
// When to repeat a call to AWS: the SDKs' standard mode. A bucket of tokens, shared by all calls of
// a service, keeps repeats from making an outage worse.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

#include "aws/fault.h"

namespace stacktag::aws {

class RetryQuota final {
 public:
  /// Takes what a repeat costs; false where the bucket does not hold it.
  bool take(Repeat repeat);
  /// A call went well: gives back what its last repeat cost, or one token for a call without
  /// repeats.
  void give_back(std::optional<Repeat> last);
  int tokens() const;

 private:
  mutable std::mutex mutex_;
  int tokens_ = 500;
};

inline constexpr int k_attempts_max = 3;

/// Before the repeat number `repeat` (from 0): rand(0..1) * min(2^repeat * base, 20 s), base 0.1 s,
/// throttled 0.5 s.
std::chrono::milliseconds backoff(int repeat, Repeat kind, double random);

}  // namespace stacktag::aws
