// SPDX-License-Identifier: Apache-2.0
// Where deliveries become durable.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "queue/job.h"
#include "stacktag/result.h"

namespace stacktag {

struct Arrival {
  Event event{};
  std::string request_id{};
};

struct Accepted {
  JobId id = 0;
  bool is_new = true;  ///< false: the same event was accepted before

  bool operator==(Accepted const&) const = default;
};

class JobIntake {
 public:
  virtual ~JobIntake() = default;

  /// All of them in one step, durable when this returns; one answer for each, in their order.
  /// Error: `store_unavailable`, and then none is accepted. Safe to call from several threads.
  virtual Result<std::vector<Accepted>> accept(std::span<Arrival const> arrivals, WallTime now) = 0;
};

}  // namespace stacktag
