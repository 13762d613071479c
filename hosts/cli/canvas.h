// SPDX-License-Identifier: Apache-2.0
// Pixels to draw on: frames, areas and letters, always within the picture.
#pragma once

#include <cstdint>

#include "raster/lettering.h"
#include "raster/raster.h"

namespace stacktag::cli {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

struct Area {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;

  int right() const { return left + width; }
  int bottom() const { return top + height; }
  bool touches(Area const& other) const {
    return left < other.right() && other.left < right() && top < other.bottom() &&
           other.top < bottom();
  }
};

/// The picture, each pixel `times` as wide and high, with `strip` rows of one colour below it.
raster::Pixels enlarged(raster::Pixels const& picture, int times);
void add_strip(raster::Pixels& picture, int rows, Colour colour);

void fill(raster::Pixels& picture, Area const& area, Colour colour);
/// Lines of `thickness` pixels, inwards from the edges of the area.
void frame(raster::Pixels& picture, Area const& area, int thickness, Colour colour);
void lay(raster::Pixels& picture, raster::Mask const& letters, int left, int top, Colour colour);

}  // namespace stacktag::cli
