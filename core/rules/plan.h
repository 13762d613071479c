// SPDX-License-Identifier: Apache-2.0
// What an asset's tags become.
#pragma once

#include <string>
#include <vector>

#include "rules/policy.h"

namespace stacktag {

/// Whether the tag is among them, as it is written.
bool has_tag(std::vector<std::string> const& tags, std::string const& tag);

struct TagPlan {
  std::vector<std::string> tags{};     ///< all tags of the asset afterwards
  std::vector<std::string> added{};    ///< those of them that are new
  std::vector<std::string> removed{};  ///< that were there
  bool changes = false;                ///< whether `tags` differs from what is there

  bool operator==(TagPlan const&) const = default;
};

/// Tags that are there stay as they are written, in their order; what is one with one of them is
/// not added. `ours` are those that we wrote earlier.
TagPlan plan_tags(std::vector<std::string> const& existing, std::vector<std::string> const& chosen,
                  Merge merge, Variants variants = Variants::apart,
                  std::vector<std::string> const& ours = {});

/// A change that was decided before, whatever the asset has by now.
struct TagChange {
  std::vector<std::string> added{};    ///< become ours where they are not there already
  std::vector<std::string> removed{};  ///< as they are written
  std::vector<std::string>
      restored{};  ///< added, too, but people's: a write of ours had dropped them

  bool empty() const { return added.empty() && removed.empty() && restored.empty(); }
  bool operator==(TagChange const&) const = default;
};

TagPlan change_tags(std::vector<std::string> const& existing, TagChange const& change,
                    Variants variants);

}  // namespace stacktag
