// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "adapters/local_vision/drawings.h"
#include "local_vision/barcode.h"
#include "local_vision/qr_code.h"

namespace stacktag::local_vision {
namespace {

// https://example.com/ as a QR code of version 2.
std::vector<std::string> const k_qr_code{
    "#######.##..####..#######", "#.....#...#.####..#.....#", "#.###.#.##..#.###.#.###.#",
    "#.###.#.####..##..#.###.#", "#.###.#....#..###.#.###.#", "#.....#.#.#.##.#..#.....#",
    "#######.#.#.#.#.#.#######", "........#..##.#..........", ".#.#.####..###.#####.##.#",
    "#...##.##.##......#.....#", ".#.##.#..####...#...#..##", "##.#.#..#...##.##...#....",
    "###...#.##.##.#.###..#.##", "..####.#.##.#....###.##.#", "#..##.###...###.#####.#.#",
    ".##.....#.#..#.##...#..#.", "###...##.#.....########..", "........##..#####...##..#",
    "#######.#.##...##.#.##.##", "#.....#.##.#.##.#...####.", "#.###.#..####...######..#",
    "#.###.#.#....###...####..", "#.###.#..#..##.....##.#.#", "#.....#.#..###..###..#...",
    "#######..#.#########...##"};

// 4006381333931 as EAN-13, and "Stacktag" as Code 128: 1 is a dark module.
std::string const k_ean =
    "101000110101001110101111011110100010010110011010"
    "10100001010000101000010111010010000101100110101";
std::string const k_code_128 =
    "1101001000011011101000100111101001001011000010000101100110000100101001"
    "11101001001011000010011010000110010001001100011101011";

// Dark modules on white with a quiet zone, `scale` pixels each, in the middle of a grey picture.
cv::Mat drawn(std::vector<std::string> const& rows, char dark, cv::Size scale) {
  auto const width = static_cast<int>(rows[0].size()) + 8;
  auto const height = static_cast<int>(rows.size()) + 8;
  cv::Mat modules(height, width, CV_8U, cv::Scalar(255));
  for (int y = 0; y + 8 < height; ++y) {
    for (int x = 0; x + 8 < width; ++x) {
      if (rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == dark) {
        modules.at<std::uint8_t>(y + 4, x + 4) = 0;
      }
    }
  }
  cv::resize(modules, modules, {}, scale.width, scale.height, cv::INTER_NEAREST);
  cv::Mat picture(modules.rows + 60, modules.cols + 80, CV_8U, cv::Scalar(140));
  modules.copyTo(picture(cv::Rect(40, 30, modules.cols, modules.rows)));
  return picture;
}

cv::Mat barcode(std::string const& bars) {
  return drawn(std::vector<std::string>(30, bars), '1', {3, 3});
}

cv::Mat turned(cv::Mat picture, int quarters) {
  for (; quarters > 0; --quarters) {
    cv::rotate(picture, picture, cv::ROTATE_90_CLOCKWISE);
  }
  return picture;
}

TEST(QrCode, IsFoundInAnyPositionWithItsPlace) {
  for (int quarters = 0; quarters < 4; ++quarters) {
    auto const picture = turned(drawn(k_qr_code, '#', {4, 4}), quarters);
    auto const box = find_qr_code(picture);
    ASSERT_TRUE(box) << quarters;
    cv::Rect const code(0, 0, picture.cols, picture.rows);
    EXPECT_EQ(*box & code, *box);
    EXPECT_GT((*box & cv::Rect(40, 40, picture.cols - 80, picture.rows - 80)).area(),
              box->area() / 2);
  }
}

TEST(QrCode, IsFoundDim) {
  auto picture = drawn(k_qr_code, '#', {6, 6});
  picture.convertTo(picture, CV_8U, 0.5, 30);
  EXPECT_TRUE(find_qr_code(picture));
}

TEST(QrCode, WhatIsNoneIsNone) {
  auto rows = k_qr_code;
  for (std::size_t y = 0; y < 9; ++y) {  // the square in one corner is gone
    rows[y].replace(0, 9, ".#.#.#.#.");
  }
  EXPECT_FALSE(find_qr_code(drawn(rows, '#', {4, 4})));
  EXPECT_FALSE(find_qr_code(barcode(k_ean)));
  std::vector<std::string> checks;
  for (int y = 0; y < 16; ++y) {
    checks.push_back(y % 2 == 0 ? "#.#.#.#.#.#.#.#." : ".#.#.#.#.#.#.#.#");
  }
  EXPECT_FALSE(find_qr_code(drawn(checks, '#', {8, 8})));
  EXPECT_FALSE(find_qr_code(cv::Mat(1, 1, CV_8U, cv::Scalar(0))));
}

TEST(Barcode, BothKindsAreReadLyingStandingAndEitherWayUp) {
  for (auto const& bars : {k_ean, k_code_128}) {
    for (int quarters = 0; quarters < 4; ++quarters) {
      auto const picture = turned(barcode(bars), quarters);
      auto const box = find_barcode(picture);
      ASSERT_TRUE(box) << bars << quarters;
      auto const length = quarters % 2 == 0 ? box->width : box->height;
      EXPECT_NEAR(length, 3 * static_cast<int>(bars.size()), 6) << bars << quarters;
    }
  }
}

TEST(Barcode, IsReadBlurredAndDim) {
  auto picture = barcode(k_ean);
  cv::GaussianBlur(picture, picture, {5, 5}, 1);
  picture.convertTo(picture, CV_8U, 0.5, 30);
  EXPECT_TRUE(find_barcode(picture));
}

TEST(Barcode, AWrongCheckDigitIsNone) {
  auto bars = k_ean;
  bars.replace(85, 7, "1110010");  // the last digit says 0
  EXPECT_FALSE(find_barcode(barcode(bars)));
  bars = k_code_128;
  std::swap_ranges(bars.begin() + 11, bars.begin() + 22, bars.begin() + 33);
  EXPECT_FALSE(find_barcode(barcode(bars)));
}

TEST(Barcode, AFenceIsNone) {
  std::string fence;
  for (int post = 0; post < 60; ++post) {
    fence += post % 3 == 0 ? "1100" : "10";
  }
  EXPECT_FALSE(find_barcode(barcode(fence)));
  EXPECT_FALSE(find_barcode(drawn(k_qr_code, '#', {4, 4})));
  EXPECT_FALSE(find_barcode(cv::Mat(1, 1, CV_8U, cv::Scalar(0))));
}

}  // namespace
}  // namespace stacktag::local_vision
