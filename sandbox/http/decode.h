// SPDX-License-Identifier: Apache-2.0
// The percent-encoded parts of a request's target.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace stacktag::sandbox {

/// "%41" becomes "A"; in a query, '+' becomes a blank. A broken escape stays as it is.
std::string decode_percent(std::string_view text, bool plus_is_blank);

/// The pairs of a query; of a repeated name the last counts.
std::map<std::string, std::string> decode_query(std::string_view query);

}  // namespace stacktag::sandbox
