// SPDX-License-Identifier: Apache-2.0
// What the checks of `stacktag doctor` work with.
#pragma once

#include <chrono>
#include <string>

#include "care/chosen_stack.h"
#include "care/finding.h"
#include "contentstack/access.h"
#include "environment/environment.h"
#include "http/client.h"
#include "ports/overlap.h"
#include "stacktag/clock.h"

namespace stacktag::care {

enum class Writes { allowed, none };

struct Examination {
  ChosenStack const& stack;
  Environment const& environment;  ///< of the process: where the store is
  http::Client& client;
  Clock& clock;
  Overlap& overlap;
  std::string url{};  ///< where deliveries should go; empty: wherever they go
  Writes writes = Writes::allowed;

  server::StackSettings const& settings() const { return stack.settings; }
  /// Each check has so long, however often it asks.
  Deadline deadline() const {
    constexpr std::chrono::seconds k_check_time_max{20};
    return {.at = clock.now() + k_check_time_max};
  }
};

}  // namespace stacktag::care
