// SPDX-License-Identifier: Apache-2.0
// The lines of a plan: JSON, one object each, members in a stable order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "library/planned.h"

namespace stacktag::bulk {

/// The first line. Neither time nor chance stands in it: the same stack makes the same plan.
struct PlanHeader {
  std::string kind{};    ///< tags, undo
  std::string stack{};   ///< API key
  std::string branch{};  ///< empty: the main one
  std::string engine{};
  std::string features{};                       ///< comma-separated
  std::string rules{};                          ///< hash
  std::map<std::string, std::string> chosen{};  ///< what the plan was narrowed by, as options
  std::map<std::string, int> counts{};          ///< assets by end; tags added and removed

  bool operator==(PlanHeader const&) const = default;
};

std::string header_text(PlanHeader const& header);
/// Nothing where it is no header of a plan, or one of a newer form.
std::optional<PlanHeader> header_of(std::string_view line);

std::string planned_text(PlannedAsset const& planned);
std::optional<PlannedAsset> planned_of(std::string_view line);

}  // namespace stacktag::bulk
