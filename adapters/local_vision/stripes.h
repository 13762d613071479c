// SPDX-License-Identifier: Apache-2.0
// A row of a picture as stripes, dark and bright by turns: what QR codes and barcodes are read
// from.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace stacktag::local_vision {

struct Stripe {
  float start = 0;  ///< pixels from the left, to a fraction of one
  float width = 0;
};

/// Dark and bright stripes by turns, the first and the last one bright. Dark is what is darker than
/// the middle of what lies around it.
void read_stripes(cv::Mat const& grey, int row, std::vector<Stripe>& stripes);

}  // namespace stacktag::local_vision
