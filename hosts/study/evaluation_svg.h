// SPDX-License-Identifier: Apache-2.0
// An evaluation as a picture: precision and recall over the threshold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "library/evaluation.h"

namespace stacktag::study {

struct Plot {
  std::string title{};
  std::string below{};                     ///< a line below the title
  std::vector<ThresholdResult> results{};  ///< the lowest threshold first
  double target = 0;                       ///< precision, 0 to 1
  std::optional<ThresholdResult> recommended{};
};

/// Needs no other file. Readable without colours too: recall is dashed.
std::string evaluation_svg(Plot const& plot);

}  // namespace stacktag::study
