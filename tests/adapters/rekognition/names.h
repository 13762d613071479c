// SPDX-License-Identifier: Apache-2.0
// What labels are called, in their order.
#pragma once

#include <string>
#include <vector>

#include "flow/labels.h"

namespace stacktag::rekognition {

inline std::vector<std::string> names(Labels const& labels) {
  std::vector<std::string> found;
  for (auto const& label : labels.found) {
    found.push_back(label.name);
  }
  return found;
}

}  // namespace stacktag::rekognition
