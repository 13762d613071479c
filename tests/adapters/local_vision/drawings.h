// SPDX-License-Identifier: Apache-2.0
// Small pictures, drawn pixel by pixel.
#pragma once

#include <cstdint>
#include <functional>

#include "flow/image.h"
#include "raster/raster.h"

namespace stacktag::drawings {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

inline raster::Pixels draw(int width, int height, std::function<Colour(int x, int y)> const& at) {
  raster::Pixels pixels{.width = width, .height = height};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      auto const [red, green, blue] = at(x, y);
      pixels.rgb.insert(pixels.rgb.end(), {red, green, blue});
    }
  }
  return pixels;
}

inline raster::Pixels plain(int width, int height, Colour colour) {
  return draw(width, height, [colour](int, int) { return colour; });
}

/// Every pixel another grey, as far as anybody can see, and always the same ones.
inline raster::Pixels grey_noise(int width, int height) {
  std::uint32_t state = 1;
  return draw(width, height, [&state](int, int) {
    state = state * 1'664'525 + 1'013'904'223;
    auto const grey = static_cast<std::uint8_t>(state >> 24);
    return Colour{grey, grey, grey};
  });
}

inline Image png(raster::Pixels const& pixels) {
  return {.bytes = raster::encode_png(pixels).value(),
          .header = {ImageFormat::png, pixels.width, pixels.height}};
}

}  // namespace stacktag::drawings
