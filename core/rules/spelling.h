// SPDX-License-Identifier: Apache-2.0
// A label's word as the house writes it: renamed, translated, as the vocabulary has it, in the
// right case of letters, with its prefix.
#pragma once

#include <string>
#include <string_view>

#include "rules/candidate.h"
#include "rules/policy.h"

namespace stacktag {

/// Why stacktag never writes this tag, as a sentence of which the tag is "it"; empty where it may.
std::string_view never_written_because(std::string_view tag);

/// The pattern that keeps this name from becoming a tag; null where there is none.
std::string const* blocking_pattern(std::string const& name, TagPolicy const& policy);

/// Fills the decision's tags, one for each language, or drops the candidate.
void spell(Candidate& candidate, TagPolicy const& policy);

/// Whether the vocabulary has this candidate's tags: with `prefer` these are taken first.
bool is_preferred(Candidate const& candidate, TagPolicy const& policy);

}  // namespace stacktag
