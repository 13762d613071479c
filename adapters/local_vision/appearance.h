// SPDX-License-Identifier: Apache-2.0
// Colours and quality of a picture and of its foreground and background.
#pragma once

#include <opencv2/core.hpp>

#include "flow/image_properties.h"

namespace stacktag::local_vision {

/// `rgb`: 8 bit, three channels; `grey`: the same picture's brightness. Contrast is told of the
/// whole picture only, as Rekognition does. A picture of one colour is all background.
ImageProperties measure_properties(cv::Mat const& rgb, cv::Mat const& grey);

}  // namespace stacktag::local_vision
