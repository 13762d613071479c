// SPDX-License-Identifier: Apache-2.0
#include "local_vision/colours.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <opencv2/imgproc.hpp>
#include <string_view>

namespace stacktag::local_vision {
namespace {

constexpr std::array<std::string_view, 11> k_names{"Red",   "Orange", "Yellow", "Green",
                                                   "Blue",  "Purple", "Pink",   "Brown",
                                                   "Black", "White",  "Gray"};
enum Name { red, orange, yellow, green, blue, purple, pink, brown, black, white, grey };

// OpenCV's 8-bit hue runs from 0 to 179 for 0 to 358 degrees.
Name name_of_hue(int hue, int value) {
  constexpr int k_bright = 150;
  if (hue < 5 || hue >= 172) {
    return red;
  }
  if (hue < 17) {
    return value < k_bright ? brown : orange;
  }
  if (hue < 33) {
    return value < k_bright ? brown : yellow;
  }
  if (hue < 85) {
    return green;
  }
  if (hue < 130) {
    return blue;
  }
  return hue < 155 ? purple : pink;
}

constexpr int k_dark = 40;

Name name_of(cv::Vec3b const& hsv) {
  constexpr int k_pale = 50;
  constexpr int k_light = 205;
  auto const [hue, saturation, value] = std::array<int, 3>{hsv[0], hsv[1], hsv[2]};
  if (value < k_dark) {
    return black;
  }
  if (saturation < k_pale) {
    return value > k_light ? white : grey;
  }
  return name_of_hue(hue, value);
}

}  // namespace

Colours measure_colours(cv::Mat const& rgb) {
  cv::Mat hsv;
  cv::cvtColor(rgb, hsv, cv::COLOR_RGB2HSV);
  std::array<int, k_names.size()> counts{};
  std::bitset<4096> seen;
  double distance = 0;
  double brightness = 0;
  int dark = 0;
  int flat = 0;
  for (int y = 0; y < rgb.rows; ++y) {
    for (int x = 0; x < rgb.cols; ++x) {
      auto const& pixel = rgb.at<cv::Vec3b>(y, x);
      ++counts[name_of(hsv.at<cv::Vec3b>(y, x))];
      seen.set(
          static_cast<std::size_t>((pixel[0] >> 4) << 8 | (pixel[1] >> 4) << 4 | pixel[2] >> 4));
      auto const [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
      distance += most - least;
      brightness += (pixel[0] + pixel[1] + pixel[2]) / 3.0;
      dark += most < k_dark ? 1 : 0;
      flat += x + 1 < rgb.cols && pixel == rgb.at<cv::Vec3b>(y, x + 1) ? 1 : 0;
    }
  }
  auto const pixels = static_cast<double>(rgb.total());
  auto const most = std::ranges::max_element(counts);
  auto const colourless = counts[black] + counts[white] + counts[grey];
  return {.dominant = std::string(k_names[static_cast<std::size_t>(most - counts.begin())]),
          .dominant_share = *most / pixels,
          .colourful_share = 1 - colourless / pixels,
          .grey_distance = distance / pixels,
          .brightness = brightness / pixels,
          .dark_share = dark / pixels,
          .distinct = static_cast<int>(seen.count()),
          .flat_share = flat / pixels};
}

}  // namespace stacktag::local_vision
