// SPDX-License-Identifier: Apache-2.0
// What was found out, for programs.
#pragma once

#include <optional>
#include <vector>

#include "json/json.h"
#include "library/evaluation.h"
#include "study/learning.h"

namespace stacktag::study {

/// Everything, however long; `unmapped_labels` is null where no ledger was there to ask.
json::OrderedJson vocabulary_json(Learned const& learned);

/// `threshold` is that of `labels`.
json::OrderedJson evaluation_json(Evaluation const& evaluation, double target, int threshold);

}  // namespace stacktag::study
