// SPDX-License-Identifier: Apache-2.0
#include "queue/retry.h"

#include <algorithm>
#include <cmath>

namespace stacktag {
namespace {

using std::chrono::milliseconds;

constexpr int k_doublings_max = 30;

milliseconds doubled(milliseconds first, milliseconds max, int times) {
  auto const factor = std::ldexp(1.0, std::min(times, k_doublings_max));
  auto const wait = static_cast<double>(first.count()) * factor;
  return wait < static_cast<double>(max.count()) ? milliseconds(std::llround(wait)) : max;
}

milliseconds spread(milliseconds wait, double chance) {
  return milliseconds(std::llround(static_cast<double>(wait.count()) * (0.5 + 0.5 * chance)));
}

// A budget comes again with the month, and waiting for it is no failure.
bool counts_as_attempt(Reason reason) {
  return reason != Reason::budget_spent;
}

bool is_settled(Reason reason) {
  return facts(reason).outcome != Outcome::failed;
}

}  // namespace

Next next_of(Ending const& ending, int attempts, double chance, RetryPolicy const& policy) {
  if (is_settled(ending.reason)) {
    return {JobState::done, {}};
  }
  if (counts_as_attempt(ending.reason) && attempts >= policy.attempts_max) {
    return {JobState::parked, {}};
  }
  bool const mending = facts(ending.reason).kind == ErrorKind::broken;
  auto const wait = doubled(mending ? policy.mending_wait_first : policy.wait_first,
                            mending ? policy.mending_wait_max : policy.wait_max, attempts - 1);
  return {JobState::waiting,
          std::max(spread(wait, chance), ending.retry_after.value_or(milliseconds{0}))};
}

}  // namespace stacktag
