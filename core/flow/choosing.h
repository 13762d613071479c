// SPDX-License-Identifier: Apache-2.0
// From labels to the tags of one asset, by the rules that count for it.
#pragma once

#include <string>

#include "flow/asset.h"
#include "flow/pipeline.h"
#include "flow/report.h"
#include "flow/write_back.h"
#include "rules/choose.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

/// Error: `skipped_by_rule`.
Result<TagPolicy> policy_for(Pipeline const& parts, Asset const& asset, std::string const& branch);

/// The words that tags are spelled after, where the policy wants those of the stack. To be called
/// before anything is paid: where they cannot be read, the event has to come again. Errors: those
/// of AssetStore.
Result<void> look_up_words(Pipeline const& parts, TagPolicy& policy, std::string const& branch,
                           Deadline const& deadline, Report& report);

/// What of a choice is written.
Chosen chosen_of(Labels const& labels, Choice choice, TagPolicy const& policy);

}  // namespace stacktag
