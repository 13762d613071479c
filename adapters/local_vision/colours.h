// SPDX-License-Identifier: Apache-2.0
// What the pixels' colours say: which colour dominates, whether there is any, how bright it is.
#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace stacktag::local_vision {

struct Colours {
  /// Red, Orange, Yellow, Green, Blue, Purple, Pink, Brown, Black, White, Gray.
  std::string dominant{};
  double dominant_share = 0;   ///< of the pixels, 0 to 1
  double colourful_share = 0;  ///< of the pixels that have a colour at all
  double grey_distance = 0;    ///< mean distance of the channels from each other, 0 to 255
  double brightness = 0;       ///< mean, 0 to 255
  double dark_share = 0;       ///< of the pixels that are nearly black
  int distinct = 0;            ///< colours, counted on 4 bits a channel: a drawing has few
  double flat_share = 0;       ///< of the pixels that are the same as their right neighbour
};

/// `rgb`: 8-bit, three channels.
Colours measure_colours(cv::Mat const& rgb);

}  // namespace stacktag::local_vision
