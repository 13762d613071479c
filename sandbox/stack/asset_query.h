// SPDX-License-Identifier: Apache-2.0
// Which assets a list request asks for, and in which order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"

namespace stacktag::sandbox {

/// Of a request's query.
using Parameters = std::map<std::string, std::string>;

/// Whether `document` satisfies a query in the API's Mongo-like language: equality, $in, $nin, $ne,
/// $gt, $gte, $lt, $lte, $exists, $regex, $and, $or. Nothing where the query uses something else.
std::optional<bool> matches(json::Json const& document, json::Json const& query);

/// Those that folder, include_folders and query let through, in the order of asc or desc. Nothing
/// where the query is wrong.
std::optional<std::vector<json::Json>> choose(std::vector<json::Json> assets,
                                              Parameters const& parameters);

struct Range {
  std::size_t skip = 0;
  std::size_t limit = 0;
};

/// skip, and limit (at most 100). Nothing where one of them is wrong.
std::optional<Range> range_of(Parameters const& parameters);

}  // namespace stacktag::sandbox
