// SPDX-License-Identifier: Apache-2.0
// An evaluation as a table for spreadsheets.
#pragma once

#include <string>

#include "library/evaluation.h"

namespace stacktag::study {

/// Columns label, tag, threshold, assets, right, wrong, missed, precision, recall. First all labels
/// together, which have no label and no tag, at each threshold; then each label at each threshold
/// where it was suggested. Lines end as RFC 4180 has it. A cell that a spreadsheet would take for a
/// formula has an apostrophe in front.
std::string evaluation_csv(Evaluation const& evaluation);

}  // namespace stacktag::study
