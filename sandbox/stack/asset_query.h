// SPDX-License-Identifier: Apache-2.0
// Which assets a list request asks for, and in which order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"

namespace stacktag::sandbox {

/// Whether `document` satisfies a query in the API's Mongo-like language: equality, $in, $nin, $ne,
/// $gt, $gte, $lt, $lte, $exists, $regex, $and, $or. Nothing where the query uses something else.
std::optional<bool> matches(json::Json const& document, json::Json const& query);

struct Page {
  std::vector<json::Json> assets{};
  std::size_t count = 0;  ///< of all that match, whatever the page
};

/// skip, limit (at most 100), asc, desc, folder, include_folders, query. Nothing where one of them
/// is wrong.
std::optional<Page> select(std::vector<json::Json> assets,
                           std::map<std::string, std::string> const& parameters);

}  // namespace stacktag::sandbox
