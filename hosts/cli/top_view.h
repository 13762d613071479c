// SPDX-License-Identifier: Apache-2.0
// A server's stats (GET /api/v1/stats) as lines for a terminal.
#pragma once

#include <string>
#include <vector>

#include "json/json.h"

namespace stacktag::cli {

/// Printable, as long as they are. What the stats lack shows as nothing, or as 0.
std::vector<std::string> top_lines(json::Json const& stats, std::string const& url);

}  // namespace stacktag::cli
