// SPDX-License-Identifier: Apache-2.0
// Doing to an asset what a plan says, and nothing else.
#pragma once

#include <string>

#include "flow/pipeline.h"
#include "flow/report.h"
#include "library/planned.h"
#include "stacktag/clock.h"

namespace stacktag {

/// What becomes of an asset that somebody has changed since it was planned.
enum class WhenChanged {
  skip,
  plan_again,  ///< by the rules of now; the picture may have to be looked at
};

struct Applier {
  Pipeline const& parts;
  std::string branch{};
  WhenChanged when_changed = WhenChanged::skip;

  /// The report's reason is that of an event: tags_added, tags_replaced, alt_text_added,
  /// nothing_to_add (also where an earlier run of the same name has done it), changed_since_plan,
  /// asset_gone, or why it failed. Of what is planned, `end` must be `change`.
  Report apply(PlannedAsset const& planned, Deadline const& deadline) const;
};

}  // namespace stacktag
