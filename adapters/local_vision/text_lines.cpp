// SPDX-License-Identifier: Apache-2.0
#include "local_vision/text_lines.h"

#include <algorithm>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

namespace stacktag::local_vision {
namespace {

constexpr int k_edge = 40;
constexpr int k_height_min = 6;  // of a line, pixels; smaller letters are a blur
constexpr std::size_t k_lines_max = 200;

// Strokes of one line grown together.
cv::Mat grown(cv::Mat const& grey) {
  cv::Mat strokes;
  cv::morphologyEx(grey, strokes, cv::MORPH_GRADIENT, cv::Mat::ones(3, 3, CV_8U));
  cv::threshold(strokes, strokes, k_edge, 255, cv::THRESH_BINARY);
  cv::morphologyEx(strokes, strokes, cv::MORPH_CLOSE, cv::Mat::ones(1, 9, CV_8U));
  return strokes;
}

bool has_shape_of_line(cv::Rect const& box, int pixels, cv::Size whole) {
  auto const fill = pixels / static_cast<double>(box.area());
  return box.height >= k_height_min && box.height <= whole.height / 4 &&
         box.width >= 2.5 * box.height && fill >= 0.45 && fill <= 0.98;
}

// How often the brightness crosses its middle along three rows, for each height of the line:
// letters are about as wide as high and have some strokes each.
double crossings_per_height(cv::Mat const& line, double middle) {
  int crossings = 0;
  for (int part = 1; part <= 3; ++part) {
    auto const* row = line.ptr<std::uint8_t>(line.rows * part / 4);
    for (int x = 1; x < line.cols; ++x) {
      crossings += (row[x] > middle) != (row[x - 1] > middle) ? 1 : 0;
    }
  }
  return crossings / 3.0 * line.rows / line.cols;
}

// 1 where every pixel is of one of two tones, 0 where they are spread evenly between them.
double two_toned(cv::Mat const& line, double middle) {
  cv::Mat const above = line > middle;
  cv::Scalar mean;
  cv::Scalar whole;
  cv::Scalar bright;
  cv::Scalar dark;
  cv::meanStdDev(line, mean, whole);
  cv::meanStdDev(line, mean, bright, above);
  cv::meanStdDev(line, mean, dark, ~above);
  auto const share = cv::countNonZero(above) / static_cast<double>(line.total());
  auto const within = share * bright[0] * bright[0] + (1 - share) * dark[0] * dark[0];
  auto const all = whole[0] * whole[0];
  return all < 1 ? 0 : std::clamp(1 - within / all, 0.0, 1.0);
}

double likeness_of(cv::Mat const& line) {
  double least = 0;
  double most = 0;
  cv::minMaxLoc(line, &least, &most);
  auto const middle = (least + most) / 2;
  auto const crossings = crossings_per_height(line, middle);
  if (crossings < 0.7 || crossings > 6 || most - least < 60) {
    return 0;
  }
  auto const tones = two_toned(line, middle);
  return tones * std::min(1.0, (most - least) / 150);
}

}  // namespace

std::vector<TextLine> find_text_lines(cv::Mat const& grey) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  auto const count = cv::connectedComponentsWithStats(grown(grey), labels, stats, centres, 8);
  std::vector<TextLine> lines;
  for (int i = 1; i < count; ++i) {
    cv::Rect const box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (!has_shape_of_line(box, stats.at<int>(i, cv::CC_STAT_AREA), grey.size())) {
      continue;
    }
    auto const likeness = likeness_of(grey(box));
    if (likeness > 0) {
      lines.push_back({box, likeness});
    }
  }
  std::ranges::stable_sort(lines, std::ranges::greater{}, &TextLine::likeness);
  lines.resize(std::min(lines.size(), k_lines_max));
  return lines;
}

}  // namespace stacktag::local_vision
