// SPDX-License-Identifier: Apache-2.0
// How a picture is made up: what tells a photograph from a drawing, a screen and a page, and what
// day from night.
#pragma once

#include <opencv2/core.hpp>

namespace stacktag::local_vision {

/// Shares are of the pixels, 0 to 1.
struct Composition {
  double grey_distance = 0;  ///< mean distance of the channels from each other, 0 to 255
  double brightness = 0;     ///< mean, 0 to 255
  double dark = 0;           ///< nearly black
  double light = 0;          ///< nearly white, as paper is
  double flat = 0;           ///< the same as the right neighbour
  double smooth = 0;         ///< nearly the same as the right neighbour, but not the same
  double hard = 0;           ///< a hard edge to the right neighbour
  double common = 0;         ///< of the eight commonest colours, counted on 4 bits a channel
  double distinct = 0;       ///< colours counted so, of the 4,096 there are
  double ruled = 0;          ///< on long edges that run exactly along a row or a column
  double bright_spots = 0;   ///< very bright
};

/// `rgb`: 8 bit, three channels; `grey`: the same picture's brightness.
Composition measure_composition(cv::Mat const& rgb, cv::Mat const& grey);

}  // namespace stacktag::local_vision
