// SPDX-License-Identifier: Apache-2.0
// The time as a Date header has it. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stacktag/clock.h"

namespace stacktag::http {

/// Sun, 06 Nov 1994 08:49:37 GMT, to the second; nothing for another form.
std::optional<WallTime> parse_date(std::string_view text);
std::string date_text(WallTime time);

}  // namespace stacktag::http
