// SPDX-License-Identifier: Apache-2.0
// Barcodes: EAN-13 (with UPC-A) and Code 128, read and checked by their check digits, so that a
// fence or a page of text is none. OpenCV 4.6 has no detector of its own in objdetect.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace stacktag::local_vision {

/// Where a barcode is that can be read: lying or standing, either way up.
std::optional<cv::Rect> find_barcode(cv::Mat const& grey);

}  // namespace stacktag::local_vision
