// SPDX-License-Identifier: Apache-2.0
// What an engine sees and the house has no word for.
#pragma once

#include <vector>

#include "library/variants.h"
#include "ports/label_census.h"
#include "rules/policy.h"

namespace stacktag {

/// Those of the labels for which, after the policy's renames and languages, none of the groups has
/// a word. Labels that a rule leaves out on purpose are not among them.
std::vector<LabelUse> labels_without_word(std::vector<LabelUse> const& labels,
                                          std::vector<TagGroup> const& groups, TagPolicy policy);

}  // namespace stacktag
