// SPDX-License-Identifier: Apache-2.0
// Holding what is seen in an asset of the library against the tags that its people gave it.
#pragma once

#include <string>

#include "flow/asset.h"
#include "flow/pipeline.h"
#include "flow/report.h"
#include "library/evaluation.h"
#include "library/planner.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

enum class Judged {
  counted,   ///< it is in the evaluation now
  untagged,  ///< its people gave it no tags; for these nobody looks or pays
  unknown,   ///< nobody has looked at its picture, and nobody was to
};

struct Judge {
  Pipeline const& parts;
  std::string branch{};  ///< empty: the stack's main one
  Looking looking = Looking::known_only;

  /// `asset` is as it is now. Tags that the ledger knows as stacktag's are not its people's. Adds
  /// calls and what they cost to the report. Errors: `skipped_by_rule`, and those of the steps.
  Result<Judged> judge(Asset const& asset, Evaluation& evaluation, Deadline const& deadline,
                       Report& report) const;
};

}  // namespace stacktag
