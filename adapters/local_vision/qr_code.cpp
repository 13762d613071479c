// SPDX-License-Identifier: Apache-2.0
#include "local_vision/qr_code.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <vector>

#include "local_vision/stripes.h"

namespace stacktag::local_vision {
namespace {

// The square in a corner: through its middle, dark and bright stripes are 1, 1, 3, 1 and 1 modules
// wide. ISO/IEC 18004, 6.3.3.
struct Square {
  float x = 0;
  float y = 0;
  float module = 0;
  int seen = 1;  // rows that go through it
};

constexpr std::array<float, 5> k_widths{1, 1, 3, 1, 1};

// The width of a module where five stripes are those of a square; else 0.
float module_of(Stripe const* stripes) {
  float width = 0;
  for (std::size_t i = 0; i < k_widths.size(); ++i) {
    width += stripes[i].width;
  }
  auto const module = width / 7;
  if (module < 1) {
    return 0;
  }
  for (std::size_t i = 0; i < k_widths.size(); ++i) {
    if (std::abs(stripes[i].width - k_widths[i] * module) >
        0.5F * std::min(k_widths[i], 2.0F) * module) {
      return 0;
    }
  }
  return module;
}

// Where a column through x has such stripes, too, round y: the square's own middle.
bool find_middle(cv::Mat const& turned, std::vector<Stripe>& stripes, Square& square) {
  read_stripes(turned, static_cast<int>(square.x), stripes);
  for (std::size_t i = 1; i + k_widths.size() < stripes.size(); i += 2) {
    auto const module = module_of(&stripes[i]);
    auto const from = stripes[i + 2].start;
    auto const to = from + stripes[i + 2].width;
    if (module > 0 && square.y >= from - 1 && square.y <= to + 1 &&
        std::abs(module - square.module) < 0.5F * square.module) {
      square.y = (from + to) / 2;
      square.module = (module + square.module) / 2;
      return true;
    }
  }
  return false;
}

void remember(std::vector<Square>& squares, Square const& square) {
  auto const known = std::ranges::find_if(squares, [&](Square const& other) {
    return std::hypot(other.x - square.x, other.y - square.y) < 3 * other.module;
  });
  if (known == squares.end()) {
    squares.push_back(square);
  } else {
    ++known->seen;
  }
}

std::vector<Square> find_squares(cv::Mat const& grey) {
  constexpr int k_step = 2;
  constexpr std::size_t k_squares_max = 60;
  cv::Mat turned;
  cv::transpose(grey, turned);
  std::vector<Square> squares;
  std::vector<Stripe> stripes;
  std::vector<Stripe> column;
  for (int y = 0; y < grey.rows && squares.size() < k_squares_max; y += k_step) {
    read_stripes(grey, y, stripes);
    for (std::size_t i = 1; i + k_widths.size() < stripes.size(); i += 2) {
      auto const module = module_of(&stripes[i]);
      Square square{stripes[i + 2].start + stripes[i + 2].width / 2, static_cast<float>(y), module};
      if (module > 0 && square.x < static_cast<float>(grey.cols) &&
          find_middle(turned, column, square)) {
        remember(squares, square);
      }
    }
  }
  return squares;
}

// Whether b and c lie at the ends of two equal sides that meet at a right angle in a.
bool is_corner(Square const& a, Square const& b, Square const& c) {
  auto const along = std::hypot(b.x - a.x, b.y - a.y);
  auto const down = std::hypot(c.x - a.x, c.y - a.y);
  auto const product = (b.x - a.x) * (c.x - a.x) + (b.y - a.y) * (c.y - a.y);
  auto const modules = std::min({a.module, b.module, c.module});
  auto const most = std::max({a.module, b.module, c.module});
  // The middles are 14 modules apart in the smallest code, and 170 in the largest.
  return most < 1.6F * modules && along > 11 * modules && along < 190 * modules &&
         std::abs(along - down) < 0.25F * std::max(along, down) &&
         std::abs(product) < 0.25F * along * down;
}

cv::Rect box_of(Square const& a, Square const& b, Square const& c, cv::Size whole) {
  auto const fourth = cv::Point2f(b.x + c.x - a.x, b.y + c.y - a.y);
  auto const margin = 4 * a.module;
  auto const [left, right] = std::minmax({a.x, b.x, c.x, fourth.x});
  auto const [top, bottom] = std::minmax({a.y, b.y, c.y, fourth.y});
  cv::Rect const box(static_cast<int>(left - margin), static_cast<int>(top - margin),
                     static_cast<int>(right - left + 2 * margin),
                     static_cast<int>(bottom - top + 2 * margin));
  return box & cv::Rect({}, whole);
}

// Between the squares a code is about half dark and half bright, in many small modules.
bool is_filled(cv::Mat const& grey, cv::Rect const& box, float module) {
  cv::Mat binary;
  cv::threshold(grey(box), binary, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  auto const bright = cv::countNonZero(binary) / static_cast<double>(binary.total());
  int changes = 0;
  int rows = 0;
  for (int y = binary.rows / 8; y < binary.rows * 7 / 8; y += 3, ++rows) {
    auto const* row = binary.ptr<std::uint8_t>(y);
    for (int x = 1; x < binary.cols; ++x) {
      changes += row[x] != row[x - 1] ? 1 : 0;
    }
  }
  auto const modules = static_cast<double>(box.width) / module;
  auto const share = rows == 0 ? 0 : changes / static_cast<double>(rows) / modules;
  return bright > 0.3 && bright < 0.85 && share > 0.25 && share < 0.8;
}

// OpenCV's own detector, which is slow, agrees that there is a code in the box.
bool is_confirmed(cv::Mat const& grey, cv::Rect const& box) {
  constexpr int k_side = 300;
  cv::Mat near;
  auto const scale = std::max(1.0, k_side / static_cast<double>(std::max(box.width, box.height)));
  cv::resize(grey(box), near, {}, scale, scale, cv::INTER_CUBIC);
  std::vector<cv::Point2f> corners;
  return cv::QRCodeDetector().detect(near, corners);
}

}  // namespace

std::optional<cv::Rect> find_qr_code(cv::Mat const& grey) {
  constexpr int k_tries_max = 4;
  int tries = 0;
  auto squares = find_squares(grey);
  std::erase_if(squares, [](Square const& square) { return square.seen < 2; });
  for (auto const& a : squares) {
    for (auto const& b : squares) {
      for (auto const& c : squares) {
        if (&b < &c && &a != &b && &a != &c && is_corner(a, b, c)) {
          auto const box = box_of(a, b, c, grey.size());
          if (!is_filled(grey, box, a.module)) {
            continue;
          }
          if (is_confirmed(grey, box)) {
            return box;
          }
          if (++tries == k_tries_max) {
            return std::nullopt;
          }
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace stacktag::local_vision
