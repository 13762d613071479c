// SPDX-License-Identifier: Apache-2.0
// One asset that a run over the library has dealt with, and how such a run ended.
#pragma once

#include <functional>
#include <optional>

#include "flow/report.h"
#include "library/planned.h"
#include "stacktag/error.h"
#include "stacktag/result.h"

namespace stacktag::bulk {

struct Row {
  PlannedAsset planned{};
  Report report{};          ///< what it took
  bool is_written = false;  ///< whether the report is that of a write, or only of the plan
};

struct RunEnd {
  int assets = 0;
  bool interrupted = false;
  /// Why the run ended before all were dealt with: something that would go wrong with all of them.
  std::optional<Error> stopped{};
};

/// Takes the rows in their order; an error ends the run.
using Sink = std::function<Result<void>(Row const&)>;
/// How many are done, and of how many; 0 where that is not known yet.
using Advance = std::function<void(int done, int all)>;

}  // namespace stacktag::bulk
