// SPDX-License-Identifier: Apache-2.0
// Taking back what we wrote: a plan like any other, made from the ledger. Only tags that are ours
// still go: one that a person has taken away and put back is theirs.
#pragma once

#include <string>
#include <vector>

#include "flow/pipeline.h"
#include "flow/report.h"
#include "library/planned.h"
#include "ports/change_log.h"
#include "stacktag/clock.h"

namespace stacktag {

/// What of the changes is taken back, beside what the log's own filter says; empty: all.
struct UndoSelection {
  std::string tag{};
  std::string model_version{};
};

/// What brings an asset back to before these changes, the oldest first: for each tag, the first
/// change that touched it says whether it was there.
TagChange inverse_of(std::vector<AssetChange> const& changes, UndoSelection const& selection);

struct UndoPlanner {
  Pipeline const& parts;
  std::string branch{};
  UndoSelection selection{};

  /// Reads the asset and, where it was changed since we wrote last, what people did to it. Never
  /// throws; what fails is an end of its own. Fills of the report the reads.
  PlannedAsset plan(std::string const& asset, std::vector<AssetChange> const& changes,
                    Deadline const& deadline, Report& report) const;
};

}  // namespace stacktag
