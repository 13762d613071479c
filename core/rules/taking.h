// SPDX-License-Identifier: Apache-2.0
// The best of what may become tags: as many as there may be, none of them twice.
#pragma once

#include <string>
#include <vector>

#include "rules/candidate.h"
#include "rules/policy.h"

namespace stacktag {

/// Takes in the order of the candidates, those that the vocabulary prefers first; notes in each
/// candidate what was taken of it, or why nothing was.
std::vector<std::string> take_best(std::vector<Candidate>& candidates, TagPolicy const& policy);

}  // namespace stacktag
