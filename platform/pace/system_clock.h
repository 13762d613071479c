// SPDX-License-Identifier: Apache-2.0
// The machine's own time.
#pragma once

#include "stacktag/clock.h"

namespace stacktag {

class SystemClock final : public Clock {
 public:
  SteadyTime now() override;
  WallTime wall() override;
  void sleep_until(SteadyTime until) override;
};

}  // namespace stacktag
