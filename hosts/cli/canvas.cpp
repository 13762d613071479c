// SPDX-License-Identifier: Apache-2.0
#include "cli/canvas.h"

#include <algorithm>
#include <cstddef>

namespace stacktag::cli {
namespace {

std::size_t place(raster::Pixels const& picture, int x, int y) {
  return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
          static_cast<std::size_t>(x)) *
         3;
}

std::uint8_t mixed(std::uint8_t below, std::uint8_t above, int opacity) {
  return static_cast<std::uint8_t>((below * (255 - opacity) + above * opacity + 127) / 255);
}

void mix(raster::Pixels& picture, int x, int y, Colour colour, int opacity) {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) {
    return;
  }
  auto* const pixel = &picture.rgb[place(picture, x, y)];
  pixel[0] = mixed(pixel[0], colour.red, opacity);
  pixel[1] = mixed(pixel[1], colour.green, opacity);
  pixel[2] = mixed(pixel[2], colour.blue, opacity);
}

}  // namespace

raster::Pixels enlarged(raster::Pixels const& picture, int times) {
  raster::Pixels large{.width = picture.width * times, .height = picture.height * times};
  large.rgb.reserve(place(large, 0, large.height));
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) {
      auto const* const pixel = &picture.rgb[place(picture, x / times, y / times)];
      large.rgb.insert(large.rgb.end(), pixel, pixel + 3);
    }
  }
  return large;
}

void add_strip(raster::Pixels& picture, int rows, Colour colour) {
  auto const top = picture.height;
  picture.height += rows;
  picture.rgb.resize(place(picture, 0, picture.height));
  fill(picture, {0, top, picture.width, rows}, colour);
}

void fill(raster::Pixels& picture, Area const& area, Colour colour) {
  for (int y = std::max(area.top, 0); y < std::min(area.bottom(), picture.height); ++y) {
    for (int x = std::max(area.left, 0); x < std::min(area.right(), picture.width); ++x) {
      mix(picture, x, y, colour, 255);
    }
  }
}

void frame(raster::Pixels& picture, Area const& area, int thickness, Colour colour) {
  fill(picture, {area.left, area.top, area.width, thickness}, colour);
  fill(picture, {area.left, area.bottom() - thickness, area.width, thickness}, colour);
  fill(picture, {area.left, area.top, thickness, area.height}, colour);
  fill(picture, {area.right() - thickness, area.top, thickness, area.height}, colour);
}

void lay(raster::Pixels& picture, raster::Mask const& letters, int left, int top, Colour colour) {
  for (int y = 0; y < letters.height; ++y) {
    for (int x = 0; x < letters.width; ++x) {
      auto const at = static_cast<std::size_t>(y) * static_cast<std::size_t>(letters.width) +
                      static_cast<std::size_t>(x);
      mix(picture, left + x, top + y, colour, letters.opacity[at]);
    }
  }
}

}  // namespace stacktag::cli
