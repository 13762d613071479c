// SPDX-License-Identifier: Apache-2.0
#include "local_vision/composition.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <vector>

namespace stacktag::local_vision {
namespace {

constexpr int k_dark = 40;
constexpr int k_light = 225;
constexpr int k_nearly_same = 4;
constexpr int k_hard_edge = 60;

struct Counted {
  std::array<int, 4096> cells{};
  double distance = 0;
  double brightness = 0;
  int dark = 0;
  int light = 0;
  int bright = 0;
  int flat = 0;
  int smooth = 0;
  int hard = 0;
};

void count_pixel(cv::Vec3b const& pixel, Counted& counted) {
  auto const [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
  ++counted.cells[static_cast<std::size_t>((pixel[0] >> 4) << 8 | (pixel[1] >> 4) << 4 |
                                           pixel[2] >> 4)];
  counted.distance += most - least;
  counted.brightness += (pixel[0] + pixel[1] + pixel[2]) / 3.0;
  counted.dark += most < k_dark ? 1 : 0;
  counted.light += least >= k_light ? 1 : 0;
  counted.bright += most >= 200 ? 1 : 0;
}

void count_step(cv::Vec3b const& a, cv::Vec3b const& b, Counted& counted) {
  auto const step = std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
  counted.flat += step == 0 ? 1 : 0;
  counted.smooth += step > 0 && step <= k_nearly_same ? 1 : 0;
  counted.hard += step >= k_hard_edge ? 1 : 0;
}

Counted count(cv::Mat const& rgb) {
  Counted counted;
  for (int y = 0; y < rgb.rows; ++y) {
    auto const* row = rgb.ptr<cv::Vec3b>(y);
    for (int x = 0; x < rgb.cols; ++x) {
      count_pixel(row[x], counted);
      if (x + 1 < rgb.cols) {
        count_step(row[x], row[x + 1], counted);
      }
    }
  }
  return counted;
}

// Pixels on edges that go on for long exactly between two rows; a camera hardly ever sees one.
int on_ruled_rows(cv::Mat const& grey) {
  constexpr int k_edge = 8;
  int const long_enough = std::max(grey.cols / 8, 24);
  int found = 0;
  for (int y = 0; y + 1 < grey.rows; ++y) {
    auto const* above = grey.ptr<std::uint8_t>(y);
    auto const* below = grey.ptr<std::uint8_t>(y + 1);
    int run = 0;
    for (int x = 0; x <= grey.cols; ++x) {
      bool const edge = x < grey.cols && std::abs(above[x] - below[x]) >= k_edge;
      if (!edge && run >= long_enough) {
        found += run;
      }
      run = edge ? run + 1 : 0;
    }
  }
  return found;
}

double commonest(std::array<int, 4096> cells) {
  constexpr auto k_most = 8;
  std::ranges::nth_element(cells, cells.begin() + k_most, std::ranges::greater{});
  return std::accumulate(cells.begin(), cells.begin() + k_most, 0.0);
}

}  // namespace

Composition measure_composition(cv::Mat const& rgb, cv::Mat const& grey) {
  auto const counted = count(rgb);
  auto const pixels = static_cast<double>(rgb.total());
  cv::Mat turned;
  cv::transpose(grey, turned);
  auto const used = std::ranges::count_if(counted.cells, [](int count) { return count > 0; });
  return {.grey_distance = counted.distance / pixels,
          .brightness = counted.brightness / pixels,
          .dark = counted.dark / pixels,
          .light = counted.light / pixels,
          .flat = counted.flat / pixels,
          .smooth = counted.smooth / pixels,
          .hard = counted.hard / pixels,
          .common = commonest(counted.cells) / pixels,
          .distinct = static_cast<double>(used) / 4096,
          .ruled = (on_ruled_rows(grey) + on_ruled_rows(turned)) / pixels,
          .bright_spots = counted.bright / pixels};
}

}  // namespace stacktag::local_vision
