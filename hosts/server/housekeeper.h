// SPDX-License-Identifier: Apache-2.0
// Deletes jobs that were done long ago, a portion at a time, and says so.
#pragma once

#include <chrono>
#include <memory>

#include "log/log.h"
#include "ports/upkeep.h"
#include "server/steady_wall.h"

namespace stacktag::server {

class Housekeeper {
 public:
  virtual ~Housekeeper() = default;
};

std::unique_ptr<Housekeeper> start_housekeeper(Upkeep& upkeep, SteadyWall const& time, Log& log,
                                               std::chrono::hours retention);

}  // namespace stacktag::server
