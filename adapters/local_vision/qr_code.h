// SPDX-License-Identifier: Apache-2.0
// QR codes, by the three squares in their corners.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace stacktag::local_vision {

std::optional<cv::Rect> find_qr_code(cv::Mat const& grey);

}  // namespace stacktag::local_vision
