// SPDX-License-Identifier: Apache-2.0
// Lines of text, found by what letters look like from afar: a row of strokes of two tones.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace stacktag::local_vision {

struct TextLine {
  cv::Rect box{};
  double likeness = 0;  ///< to text, 0 to 1
};

/// Best first.
std::vector<TextLine> find_text_lines(cv::Mat const& grey);

}  // namespace stacktag::local_vision
