// SPDX-License-Identifier: Apache-2.0
// What of the page is the same for every plan: its looks, and how it filters.
#pragma once

#include <string_view>

namespace stacktag::bulk {

/// Until the data, which stand in a script element of type application/json.
extern std::string_view const k_page_head;
/// Behind the data.
extern std::string_view const k_page_tail;

}  // namespace stacktag::bulk
