// SPDX-License-Identifier: Apache-2.0
#include "local_vision/judge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "adapters/local_vision/drawings.h"

namespace stacktag::local_vision {
namespace {

Signals signals_of(cv::Mat const& rgb, double transparent = 0) {
  cv::Mat grey;
  cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
  return {.width = rgb.cols,
          .height = rgb.rows,
          .transparent = transparent,
          .composition = measure_composition(rgb, grey),
          .lines = find_text_lines(grey)};
}

Kind likeliest(Signals const& signals) {
  auto const likely = judge_kind(signals);
  return static_cast<Kind>(std::ranges::max_element(likely) - likely.begin());
}

void write(cv::Mat& on, cv::Point at, double size, cv::Scalar const& ink) {
  cv::putText(on, "Orders of this week, by name", at, cv::FONT_HERSHEY_SIMPLEX, size, ink, 1,
              cv::LINE_AA);
}

cv::Mat page() {
  cv::Mat rgb(640, 450, CV_8UC3, cv::Scalar(255, 255, 255));
  for (int y = 50; y < 600; y += 22) {
    write(rgb, {30, y}, 0.75, {0, 0, 0});
  }
  return rgb;
}

// Soft shapes of many colours with a camera's noise.
cv::Mat photograph() {
  cv::Mat rgb(480, 640, CV_8UC3);
  cv::RNG chance(3);
  chance.fill(rgb, cv::RNG::UNIFORM, 0, 256);
  cv::GaussianBlur(rgb, rgb, {0, 0}, 25);
  cv::normalize(rgb, rgb, 20, 235, cv::NORM_MINMAX);
  cv::Mat noise(rgb.size(), CV_8UC3);
  chance.fill(noise, cv::RNG::UNIFORM, 0, 12);
  return rgb + noise;
}

cv::Mat drawing() {
  cv::Mat rgb(480, 640, CV_8UC3, cv::Scalar(90, 180, 240));
  cv::circle(rgb, {200, 200}, 120, {240, 60, 60}, -1);
  cv::circle(rgb, {420, 300}, 90, {250, 220, 40}, -1);
  cv::ellipse(rgb, {320, 480}, {400, 80}, 0, 0, 360, {40, 140, 60}, -1);
  return rgb;
}

TEST(Judge, TellsPhotographPageAndDrawingApart) {
  EXPECT_EQ(likeliest(signals_of(photograph())), Kind::photo);
  EXPECT_EQ(likeliest(signals_of(page())), Kind::document);
  EXPECT_EQ(likeliest(signals_of(drawing())), Kind::illustration);
}

TEST(Judge, AMarkOnTransparencyIsALogo) {
  cv::Mat rgb(300, 300, CV_8UC3, cv::Scalar(255, 255, 255));
  cv::circle(rgb, {150, 150}, 100, {20, 90, 200}, -1);
  cv::circle(rgb, {150, 150}, 50, {255, 255, 255}, -1);
  EXPECT_EQ(likeliest(signals_of(rgb, 0.7)), Kind::logo);
  EXPECT_NE(likeliest(signals_of(rgb, 0)), Kind::logo);
}

TEST(Judge, LikelihoodsAddUpToOne) {
  for (auto const& rgb : {photograph(), page(), drawing(), cv::Mat(1, 1, CV_8UC3, cv::Scalar())}) {
    auto const likely = judge_kind(signals_of(rgb));
    EXPECT_NEAR(std::accumulate(likely.begin(), likely.end(), 0.0), 1, 1e-9);
    EXPECT_TRUE(std::ranges::all_of(likely, [](double value) { return value >= 0; }));
  }
}

TEST(Judge, TextIsSeenWhereItIs) {
  EXPECT_GT(judge_text(signals_of(page())), 0.7);
  EXPECT_LT(judge_text(signals_of(photograph())), 0.5);
  EXPECT_LT(judge_text(signals_of(drawing())), 0.5);
}

TEST(TextLines, HaveAPlaceAndAreBestFirst) {
  cv::Mat grey(200, 500, CV_8U, cv::Scalar(255));
  cv::putText(grey, "Orders of this week", {40, 100}, cv::FONT_HERSHEY_SIMPLEX, 0.9, {0}, 2);
  auto const lines = find_text_lines(grey);
  ASSERT_FALSE(lines.empty());
  auto const& box = lines.front().box;
  EXPECT_GT((box & cv::Rect(40, 70, 320, 40)).area(), box.area() * 0.8);
  EXPECT_TRUE(std::ranges::is_sorted(lines, std::ranges::greater{}, &TextLine::likeness));
  EXPECT_TRUE(find_text_lines(cv::Mat(200, 500, CV_8U, cv::Scalar(255))).empty());
  EXPECT_TRUE(find_text_lines(cv::Mat(1, 1, CV_8U, cv::Scalar(0))).empty());
}

TEST(Composition, SharesAreOfThePixels) {
  auto pixels = drawings::draw(10, 10, [](int x, int) {
    return x < 7 ? drawings::Colour{0, 0, 255} : drawings::Colour{0, 0, 0};
  });
  cv::Mat const rgb(10, 10, CV_8UC3, pixels.rgb.data());
  cv::Mat grey;
  cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
  auto const seen = measure_composition(rgb, grey);
  EXPECT_NEAR(seen.dark, 0.3, 1e-9);
  EXPECT_NEAR(seen.light, 0, 1e-9);
  EXPECT_NEAR(seen.grey_distance, 0.7 * 255, 1e-9);
  EXPECT_NEAR(seen.brightness, 0.7 * 85, 1e-9);
  EXPECT_NEAR(seen.distinct, 2.0 / 4096, 1e-9);
  EXPECT_NEAR(seen.common, 1, 1e-9);
  EXPECT_NEAR(seen.flat, 0.8, 1e-9);  // eight of ten have a right neighbour of their own colour
  EXPECT_NEAR(seen.hard, 0.1, 1e-9);
}

}  // namespace
}  // namespace stacktag::local_vision
