// SPDX-License-Identifier: Apache-2.0
// Queue and ledger as JSON, for the API and for the command line. Every key is always there; what
// is not known is null.
#pragma once

#include <string>
#include <vector>

#include "json/json.h"
#include "ports/job_desk.h"
#include "ports/ledger_desk.h"
#include "server/stack_names.h"

namespace stacktag::server {

json::OrderedJson job_json(JobView const& view, StackNames const& names);
/// The attempts that failed, the oldest first.
json::OrderedJson history_json(JobView const& view, std::vector<PastAttempt> const& history,
                               StackNames const& names);

/// Without its tags' stories and the engines' answers.
json::OrderedJson asset_json(AssetView const& view, StackNames const& names);
/// With them.
json::OrderedJson whole_asset_json(AssetView const& view, StackNames const& names);

}  // namespace stacktag::server
