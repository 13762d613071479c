// SPDX-License-Identifier: Apache-2.0
// Walking a stack and finding out what is to become of each of its images.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "bulk/open_library.h"
#include "bulk/row.h"
#include "library/applier.h"
#include "library/planner.h"
#include "ports/asset_list.h"

namespace stacktag::bulk {

struct PlanFilter {
  AssetFilter listed{};                  ///< what Contentstack is asked for
  bool untagged = false;                 ///< only those without any tag
  std::vector<std::string> filenames{};  ///< patterns, of which one must fit; empty: any
  std::vector<std::string> content_types{};
  bool model_changed = false;  ///< only those that an older model has labelled, to look again
  bool rules_changed = false;  ///< only those that other rules have tagged
};

struct PlanRequest {
  PlanFilter filter{};
  Looking looking = Looking::ask;
  std::optional<int> assets_max{};
  int jobs = 1;
  bool apply_at_once = false;  ///< writes each before the next ones are planned
  std::stop_token stop{};
};

RunEnd plan_library(OpenLibrary& library, PlanRequest const& request, Clock& clock,
                    Sink const& sink, Advance const& advance);

}  // namespace stacktag::bulk
