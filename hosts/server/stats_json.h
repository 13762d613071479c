// SPDX-License-Identifier: Apache-2.0
// What the server is doing, as JSON: for `stacktag top` and for pages to come.
#pragma once

#include <vector>

#include "json/json.h"
#include "server/metrics.h"
#include "server/stack_names.h"
#include "stacktag/result.h"

namespace stacktag::server {

/// Error of both: `store_unavailable`.
Result<json::OrderedJson> stats_json(Metrics const& metrics, StackNames const& names);
Result<json::OrderedJson> stacks_json(Metrics const& metrics);

json::OrderedJson events_json(std::vector<PastEvent> const& events, StackNames const& names);

}  // namespace stacktag::server
