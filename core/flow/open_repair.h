// SPDX-License-Identifier: Apache-2.0
// A write that may have covered what an editor had just written: what is needed to mend it later.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace stacktag {

struct OpenRepair {
  std::optional<int> their_version{};  ///< still to be read; nothing where `edits` has it
  std::vector<std::string> edits{};    ///< the tags as people want them, as far as read
  std::vector<std::string> covered{};  ///< what the editor changed
  std::vector<std::string> written{};  ///< what we wrote over it
  /// The same three of the description; `written` holds nothing where we left it alone.
  std::string description{};
  std::string description_covered{};
  std::optional<std::string> description_written{};
  /// Where it is not known whether the write came about: the version that it was to cover, and the
  /// tags that we chose.
  std::optional<int> unsure_above{};
  std::vector<std::string> chosen{};

  bool operator==(OpenRepair const&) const = default;
};

}  // namespace stacktag
