// SPDX-License-Identifier: Apache-2.0
#include "local_vision/appearance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "local_vision/css_colours.h"

namespace stacktag::local_vision {
namespace {

constexpr std::size_t k_colours_max = 10;  // as many as Rekognition tells unless asked for more
constexpr int k_small_side = 160;          // enough to tell foreground from background

// Pixels in cells of 32 x 32 x 32 colours, with the sums of what fell in: a cell's mean is exact
// where it holds one colour only.
class Histogram {
 public:
  void add(cv::Vec3b const& pixel) {
    auto& cell = cells_[static_cast<std::size_t>((pixel[0] >> 3) << 10 | (pixel[1] >> 3) << 5 |
                                                 pixel[2] >> 3)];
    ++cell[3];
    for (int channel = 0; channel < 3; ++channel) {
      cell[static_cast<std::size_t>(channel)] += pixel[channel];
    }
  }

  struct Mean {
    int red = 0;
    int green = 0;
    int blue = 0;
    int pixels = 0;
  };

  std::vector<Mean> means() const {
    std::vector<Mean> found;
    for (auto const& [red, green, blue, pixels] : cells_) {
      if (pixels > 0) {
        found.push_back({red / pixels, green / pixels, blue / pixels, pixels});
      }
    }
    return found;
  }

 private:
  std::vector<std::array<int, 4>> cells_ =
      std::vector<std::array<int, 4>>(std::size_t{32} * 32 * 32);
};

using Counts = std::vector<std::pair<std::size_t, int>>;  // CSS colour, pixels

void most_first(Counts& counts) {
  std::ranges::stable_sort(counts, std::ranges::greater{}, &Counts::value_type::second);
}

// The CSS colours with the most pixels; a colour of less than one pixel in a hundred is none.
Counts dominant(std::vector<Histogram::Mean> const& means, int total) {
  auto const all = css_colours();
  std::vector<int> pixels(all.size());
  for (auto const& mean : means) {
    pixels[nearest_css_colour(mean.red, mean.green, mean.blue)] += mean.pixels;
  }
  Counts counts;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (pixels[i] * 100 >= total && pixels[i] > 0) {
      counts.emplace_back(i, 0);
      counts.back().second = pixels[i];
    }
  }
  most_first(counts);
  counts.resize(std::min(counts.size(), k_colours_max));
  return counts;
}

// Every pixel counts for the nearest of the dominant colours, so that their shares make up the
// whole.
std::vector<Colour> colours_of(Histogram const& histogram, int total) {
  auto const means = histogram.means();
  auto counts = dominant(means, total);
  if (counts.empty()) {
    return {};
  }
  auto const all = css_colours();
  for (auto& count : counts) {
    count.second = 0;
  }
  for (auto const& mean : means) {
    auto const nearest = std::ranges::min_element(counts, {}, [&](auto const& count) {
      return distance(all[count.first], mean.red, mean.green, mean.blue);
    });
    nearest->second += mean.pixels;
  }
  most_first(counts);
  std::vector<Colour> colours;
  for (auto const& [index, pixels] : counts) {
    auto const& css = all[index];
    colours.push_back({css.red, css.green, css.blue, std::string(css.name),
                       std::string(css.simplified), 100.0 * pixels / total});
  }
  return colours;
}

double brightness_of(cv::Mat const& grey, cv::Mat const& mask) {
  return cv::mean(grey, mask)[0] / 2.55;
}

// Between the darkest and the brightest of the pixels, a twentieth of them left out at either end.
double contrast_of(cv::Mat const& grey) {
  std::array<int, 256> counts{};
  for (int y = 0; y < grey.rows; ++y) {
    auto const* row = grey.ptr<std::uint8_t>(y);
    std::for_each(row, row + grey.cols, [&counts](std::uint8_t value) { ++counts[value]; });
  }
  auto const left_out = grey.total() / 20;
  auto const bound = [&counts, left_out](int from, int step) {
    std::size_t seen = 0;
    int value = from;
    while ((seen += static_cast<std::size_t>(counts[static_cast<std::size_t>(value)])) <=
           left_out) {
      value += step;
    }
    return value;
  };
  return std::max(bound(255, -1) - bound(0, 1), 0) / 2.55;
}

// How strongly neighbouring pixels differ, on a scale that an even picture begins at 0 and a
// photograph in focus has 70 to 90 of.
double sharpness_of(cv::Mat const& edges, cv::Mat const& mask) {
  constexpr double k_half = 6;  // the deviation that makes 50
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(edges, mean, deviation, mask);
  return 100 * deviation[0] / (deviation[0] + k_half);
}

struct Parts {
  cv::Mat foreground{};  // masks of the looked-at picture's size
  cv::Mat background{};
};

int cell_of(cv::Vec3b const& pixel) {
  return (pixel[0] >> 5) << 6 | (pixel[1] >> 5) << 3 | pixel[2] >> 5;
}

// 255 where a pixel's colour is rarer along the border than in the picture: what is photographed
// seldom lies at the border, and what is behind it nearly always does.
cv::Mat unlike_border(cv::Mat const& rgb) {
  int const margin = std::max(std::min(rgb.rows, rgb.cols) / 10, 1);
  std::array<int, 512> everywhere{};
  std::array<int, 512> at_border{};
  int border_pixels = 0;
  for (int y = 0; y < rgb.rows; ++y) {
    for (int x = 0; x < rgb.cols; ++x) {
      auto const cell = static_cast<std::size_t>(cell_of(rgb.at<cv::Vec3b>(y, x)));
      ++everywhere[cell];
      if (y < margin || x < margin || y >= rgb.rows - margin || x >= rgb.cols - margin) {
        ++at_border[cell];
        ++border_pixels;
      }
    }
  }
  auto const share = border_pixels / static_cast<double>(rgb.total());
  cv::Mat found(rgb.size(), CV_8U);
  for (int y = 0; y < rgb.rows; ++y) {
    for (int x = 0; x < rgb.cols; ++x) {
      auto const cell = static_cast<std::size_t>(cell_of(rgb.at<cv::Vec3b>(y, x)));
      found.at<std::uint8_t>(y, x) = at_border[cell] < 0.7 * share * everywhere[cell] ? 255 : 0;
    }
  }
  return found;
}

std::optional<Parts> part(cv::Mat const& rgb) {
  auto const scale =
      std::min(1.0, k_small_side / static_cast<double>(std::max(rgb.rows, rgb.cols)));
  cv::Mat small;
  cv::resize(rgb, small, {}, scale, scale, cv::INTER_AREA);
  auto mask = unlike_border(small);
  cv::blur(mask, mask, {9, 9});
  cv::threshold(mask, mask, 127, 255, cv::THRESH_BINARY);
  auto const share = cv::countNonZero(mask) / static_cast<double>(mask.total());
  constexpr double k_least = 0.01;
  if (share < k_least || share > 1 - k_least) {
    return std::nullopt;
  }
  Parts parts;
  cv::resize(mask, parts.foreground, rgb.size(), 0, 0, cv::INTER_NEAREST);
  cv::bitwise_not(parts.foreground, parts.background);
  return parts;
}

}  // namespace

ImageProperties measure_properties(cv::Mat const& rgb, cv::Mat const& grey) {
  cv::Mat edges;
  cv::Laplacian(grey, edges, CV_16S);
  auto const parts = part(rgb);
  Histogram inside;
  Histogram outside;
  Histogram whole;
  for (int y = 0; y < rgb.rows; ++y) {
    auto const* row = rgb.ptr<cv::Vec3b>(y);
    auto const* mask = parts ? parts->foreground.ptr<std::uint8_t>(y) : nullptr;
    for (int x = 0; x < rgb.cols; ++x) {
      whole.add(row[x]);
      if (mask != nullptr) {
        (mask[x] != 0 ? inside : outside).add(row[x]);
      }
    }
  }
  auto const total = static_cast<int>(rgb.total());
  ImageProperties properties{
      .whole = {{brightness_of(grey, {}), sharpness_of(edges, {}), contrast_of(grey)},
                colours_of(whole, total)}};
  if (!parts) {
    properties.background = properties.whole;
    properties.background->quality.contrast = 0;
    return properties;
  }
  auto const look = [&](cv::Mat const& mask, Histogram const& histogram) {
    return Appearance{{brightness_of(grey, mask), sharpness_of(edges, mask), 0},
                      colours_of(histogram, cv::countNonZero(mask))};
  };
  properties.foreground = look(parts->foreground, inside);
  properties.background = look(parts->background, outside);
  return properties;
}

}  // namespace stacktag::local_vision
