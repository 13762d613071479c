// SPDX-License-Identifier: Apache-2.0
// Doing what a plan says, asset by asset, and remembering what is done.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "bulk/journal.h"
#include "bulk/open_library.h"
#include "bulk/plan_file.h"
#include "bulk/row.h"
#include "library/applier.h"

namespace stacktag::bulk {

struct ApplyRequest {
  WhenChanged when_changed = WhenChanged::skip;
  int expected = 0;                 ///< how many will be, for who watches
  std::optional<int> assets_max{};  ///< that are dealt with now; the rest is left for the next time
  int jobs = 1;
  std::stop_token stop{};
};

/// How many assets of a plan change and are not done yet. Reads all of it, so that one which is
/// spoilt is refused before anything is written. Errors: those of PlanReader.
Result<int> open_assets(std::string const& plan, Journal const& journal);

/// Deals with what changes by the plan and is not in the journal yet. A stop begins no further
/// asset; those that have begun come to their end.
RunEnd apply_plan(OpenLibrary& library, PlanReader& plan, Journal& journal,
                  ApplyRequest const& request, Clock& clock, Sink const& sink,
                  Advance const& advance);

}  // namespace stacktag::bulk
