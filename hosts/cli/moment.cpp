// SPDX-License-Identifier: Apache-2.0
#include "cli/moment.h"

#include "contentstack/signatures.h"

namespace stacktag::cli {

std::optional<WallTime> moment_named(std::string const& text) {
  bool const is_day = text.find('T') == std::string::npos;
  return contentstack::parse_utc_time(is_day ? text + "T00:00:00Z" : text);
}

}  // namespace stacktag::cli
