// SPDX-License-Identifier: Apache-2.0
#include "care/finding.h"

#include <algorithm>
#include <utility>

namespace stacktag::care {

std::string_view to_string(Level level) {
  switch (level) {
    case Level::good:
      return "good";
    case Level::note:
      return "note";
    case Level::warning:
      return "warning";
    case Level::broken:
      return "broken";
  }
  return "broken";
}

Finding not_checked(std::string check, std::string const& why) {
  return {std::move(check), Level::note, "not checked: " + why};
}

Level worst(Findings const& findings) {
  auto const found = std::ranges::max_element(findings, {}, &Finding::level);
  return found == findings.end() ? Level::good : found->level;
}

}  // namespace stacktag::care
