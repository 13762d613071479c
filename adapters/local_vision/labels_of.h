// SPDX-License-Identifier: Apache-2.0
// From what was measured to labels in Rekognition's manner.
#pragma once

#include <vector>

#include "flow/labels.h"
#include "local_vision/colours.h"
#include "local_vision/faces.h"

namespace stacktag::local_vision {

struct Measured {
  int width = 0;  ///< of the looked-at picture, pixels
  int height = 0;
  bool had_alpha = false;
  std::vector<Face> people{};
  std::vector<Face> cats{};
  Colours colours{};
};

/// Best first; equal ones in a fixed order.
std::vector<Label> labels_of(Measured const& measured);

}  // namespace stacktag::local_vision
