// SPDX-License-Identifier: Apache-2.0
// From what was measured to labels in Rekognition's manner.
#pragma once

#include <optional>
#include <vector>

#include "flow/labels.h"
#include "local_vision/faces.h"
#include "local_vision/judge.h"
#include "local_vision/known_labels.h"

namespace stacktag::local_vision {

struct Measured {
  Signals signals{};
  std::vector<Face> people{};
  std::vector<Face> pedestrians{};
  std::vector<Face> cats{};
  std::optional<cv::Rect> qr_code{};
  std::optional<cv::Rect> barcode{};
};

/// Those that are switched on, best first; equal ones in a fixed order.
std::vector<Label> labels_of(Measured const& measured, Switches const& switches);

}  // namespace stacktag::local_vision
