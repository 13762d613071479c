// SPDX-License-Identifier: Apache-2.0
// What an examination found, in words that say what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stacktag::care {

/// The worse, the greater.
enum class Level {
  good,
  note,     ///< worth knowing, or not checked and why
  warning,  ///< it works, but not as it should
  broken,   ///< something will not work until it is mended
};
std::string_view to_string(Level level);

struct Finding {
  std::string check{};  ///< what was looked at: "write access"
  Level level = Level::good;
  std::string text{};    ///< one sentence or two, without a secret
  std::string remedy{};  ///< how to mend it; empty where there is nothing to do

  bool operator==(Finding const&) const = default;
};

using Findings = std::vector<Finding>;

Finding not_checked(std::string check, std::string const& why);

/// Good where there are none.
Level worst(Findings const& findings);

}  // namespace stacktag::care
