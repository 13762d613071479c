// SPDX-License-Identifier: Apache-2.0
// A rate limit that is kept by waiting: at most `burst` at once and `per_second` in the long run.
#pragma once

#include <memory>

#include "stacktag/clock.h"

namespace stacktag {

class TokenBucket {
 public:
  virtual ~TokenBucket() = default;

  /// Waits for a token. False, at once and without taking one, where it would not come before the
  /// deadline; false soon after the deadline's token is stopped. Safe to call from several threads;
  /// they are served in the order they came.
  virtual bool take(Deadline const& deadline) = 0;

  /// Lets nobody through before `until`, as after a 429, and those who wait go on waiting.
  virtual void pause_until(SteadyTime until) = 0;

  /// How many could be taken now without waiting, from 0 to `burst`; none while it is paused.
  virtual double available() = 0;
};

/// `per_second` is more than zero; `burst` at least one.
std::unique_ptr<TokenBucket> make_token_bucket(Clock& clock, double per_second, double burst);

}  // namespace stacktag
