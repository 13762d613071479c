// SPDX-License-Identifier: Apache-2.0
// Finding out what is to become of an asset that is there already, without writing anything.
#pragma once

#include <string>

#include "flow/pipeline.h"
#include "flow/report.h"
#include "library/looking.h"
#include "library/planned.h"
#include "stacktag/clock.h"

namespace stacktag {

struct Planner {
  Pipeline const& parts;
  std::string branch{};
  Looking looking = Looking::ask;

  /// `asset` is as it is now. Never throws; what fails is an end of its own. Fills of the report
  /// the calls and what they cost.
  PlannedAsset plan(Asset const& asset, Deadline const& deadline, Report& report) const;
};

/// What an asset of the library is to the steps of the way: as if it were just made.
Event event_of(Pipeline const& parts, Asset const& asset, std::string const& branch);

}  // namespace stacktag
