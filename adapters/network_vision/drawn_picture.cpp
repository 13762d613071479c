// SPDX-License-Identifier: Apache-2.0
#include "network_vision/drawn_picture.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace stacktag::network_vision {
namespace {

constexpr int k_width = 320;
constexpr int k_height = 240;

struct Colour {
  int red = 0;
  int green = 0;
  int blue = 0;
};

bool is_in(int x, int y, int left, int top, int right, int bottom) {
  return x >= left && x < right && y >= top && y < bottom;
}

Colour house_at(int x, int y) {
  if (is_in(x, y, 150, 160, 175, 200)) {
    return {90, 50, 30};  // the door
  }
  if (is_in(x, y, 120, 130, 140, 150) || is_in(x, y, 185, 130, 205, 150)) {
    return {170, 210, 235};  // windows
  }
  return {200, 190, 160};
}

Colour scene_at(int x, int y) {
  bool const is_roof = y >= 70 && y < 110 && std::abs(x - 162) < (y - 70) * 2;
  if (is_roof) {
    return {150, 50, 40};
  }
  if (is_in(x, y, 100, 110, 225, 200)) {
    return house_at(x, y);
  }
  if ((x - 260) * (x - 260) + (y - 40) * (y - 40) < 400) {
    return {255, 240, 180};  // the sun
  }
  return y < 170 ? Colour{90 + y / 2, 150 + y / 3, 230} : Colour{60, 110 + (y - 170), 40};
}

Colour tile_at(int x, int y) {
  return (x / 20 + y / 20) % 2 == 0 ? Colour{40, 40, 60} : Colour{15, 10, 20};
}

template <class At>
raster::Pixels draw(At const& at) {
  raster::Pixels pixels{.width = k_width, .height = k_height};
  std::uint32_t state = 1;
  for (int y = 0; y < k_height; ++y) {
    for (int x = 0; x < k_width; ++x) {
      state = state * 1'664'525 + 1'013'904'223;
      auto const grain = static_cast<int>(state >> 28) - 8;
      auto const [red, green, blue] = at(x, y);
      for (auto const channel : {red, green, blue}) {
        pixels.rgb.push_back(static_cast<std::uint8_t>(std::clamp(channel + grain, 0, 255)));
      }
    }
  }
  return pixels;
}

}  // namespace

raster::Pixels draw_scene() {
  return draw(scene_at);
}

raster::Pixels draw_tiles() {
  return draw(tile_at);
}

}  // namespace stacktag::network_vision
