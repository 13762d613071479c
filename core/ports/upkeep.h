// SPDX-License-Identifier: Apache-2.0
// What a store needs from time to time.
#pragma once

#include <cstdint>

#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

class Upkeep {
 public:
  virtual ~Upkeep() = default;

  /// Writes something that changes nothing. Error of both: `store_unavailable`.
  virtual Result<void> check_writable() = 0;
  /// Deletes jobs that were done before `done_before`, a portion at a time, and gives back the
  /// space. Gives how many that were; more may be left.
  virtual Result<int> sweep(WallTime done_before) = 0;
};

}  // namespace stacktag
