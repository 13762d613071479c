// SPDX-License-Identifier: Apache-2.0
#include "local_vision/barcode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "local_vision/stripes.h"

namespace stacktag::local_vision {
namespace {

using Stripes = std::span<Stripe const>;

// Widths of a digit's two bright and two dark stripes in modules of seven, read from the left.
// ISO/IEC 15420, table of set A; set B is set A backwards, and set C is A with colours changed.
constexpr std::array<std::array<int, 4>, 10> k_ean{{{3, 2, 1, 1},
                                                    {2, 2, 2, 1},
                                                    {2, 1, 2, 2},
                                                    {1, 4, 1, 1},
                                                    {1, 1, 3, 2},
                                                    {1, 2, 3, 1},
                                                    {1, 1, 1, 4},
                                                    {1, 3, 1, 2},
                                                    {1, 2, 1, 3},
                                                    {3, 1, 1, 2}}};
// Which of the six left digits are of set B, first digit's bit first: says the thirteenth digit.
constexpr std::array<int, 10> k_ean_first{0x00, 0x0b, 0x0d, 0x0e, 0x13,
                                          0x19, 0x1c, 0x15, 0x16, 0x1a};

// How far the stripes are from a pattern, in modules for each stripe.
double error_of(Stripes stripes, std::span<int const> pattern, double module, bool backwards) {
  double error = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    auto const wanted = pattern[backwards ? pattern.size() - 1 - i : i];
    error += std::abs(stripes[i].width / module - wanted);
  }
  return error / static_cast<double>(pattern.size());
}

double width_of(Stripes stripes) {
  return std::accumulate(stripes.begin(), stripes.end(), 0.0,
                         [](double sum, Stripe const& stripe) { return sum + stripe.width; });
}

struct Digit {
  int value = -1;
  bool set_b = false;
};

Digit read_ean_digit(Stripes stripes, bool may_be_b) {
  constexpr double k_error_max = 0.35;
  auto const module = width_of(stripes) / 7;
  Digit best;
  double least = k_error_max;
  for (int value = 0; value < 10; ++value) {
    for (bool const b : {false, true}) {
      auto const& pattern = k_ean[static_cast<std::size_t>(value)];
      auto const error = b && !may_be_b ? least : error_of(stripes, pattern, module, b);
      if (error < least) {
        least = error;
        best = {value, b};
      }
    }
  }
  return best;
}

// Three guard stripes, six digits, five guard stripes, six digits, three guard stripes.
constexpr std::size_t k_ean_stripes = 59;

bool guards_fit(Stripes code, double module) {
  constexpr std::array<std::size_t, 11> k_guards{0, 1, 2, 27, 28, 29, 30, 31, 56, 57, 58};
  return std::ranges::all_of(
      k_guards, [&](std::size_t i) { return std::abs(code[i].width / module - 1) < 0.6; });
}

bool check_ean(std::array<int, 13> const& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += digits[i] * (i % 2 == 0 ? 1 : 3);
  }
  return sum % 10 == 0;
}

// The digits as text; nothing where it is none.
std::string read_ean(Stripes stripes) {
  if (stripes.size() < k_ean_stripes) {
    return {};
  }
  auto const code = stripes.first(k_ean_stripes);
  if (!guards_fit(code, width_of(code) / 95)) {
    return {};
  }
  std::array<int, 13> digits{};
  int sets = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    auto const at = i < 6 ? 3 + 4 * i : 32 + 4 * (i - 6);
    auto const digit = read_ean_digit(code.subspan(at, 4), i < 6);
    if (digit.value < 0) {
      return {};
    }
    digits[i + 1] = digit.value;
    sets = i < 6 ? sets << 1 | (digit.set_b ? 1 : 0) : sets;
  }
  auto const first = std::ranges::find(k_ean_first, sets);
  if (first == k_ean_first.end()) {
    return {};
  }
  digits[0] = static_cast<int>(first - k_ean_first.begin());
  std::string text(digits.size(), '0');
  std::ranges::transform(digits, text.begin(), [](int d) { return static_cast<char>('0' + d); });
  return check_ean(digits) ? text : std::string{};
}

// Widths of each symbol's six stripes, as one number of six digits. ISO/IEC 15417, table 1.
constexpr std::array<int, 106> k_code_128{
    212222, 222122, 222221, 121223, 121322, 131222, 122213, 122312, 132212, 221213, 221312, 231212,
    112232, 122132, 122231, 113222, 123122, 123221, 223211, 221132, 221231, 213212, 223112, 312131,
    311222, 321122, 321221, 312212, 322112, 322211, 212123, 212321, 232121, 111323, 131123, 131321,
    112313, 132113, 132311, 211313, 231113, 231311, 112133, 112331, 132131, 113123, 113321, 133121,
    313121, 211331, 231131, 213113, 213311, 213131, 311123, 311321, 331121, 312113, 312311, 332111,
    314111, 221411, 431111, 111224, 111422, 121124, 121421, 141122, 141221, 112214, 112412, 122114,
    122411, 142112, 142211, 241211, 221114, 413111, 241112, 134111, 111242, 121142, 121241, 114212,
    124112, 124211, 411212, 421112, 421211, 212141, 214121, 412121, 111143, 111341, 131141, 114113,
    114311, 411113, 411311, 113141, 114131, 311141, 411131, 211412, 211214, 211232};
constexpr int k_start_a = 103;
constexpr int k_start_c = 105;
constexpr std::array<int, 7> k_stop{2, 3, 3, 1, 1, 1, 2};

int read_code_128_symbol(Stripes stripes) {
  constexpr double k_error_max = 0.3;
  auto const module = width_of(stripes) / 11;
  int best = -1;
  double least = k_error_max;
  for (std::size_t value = 0; value < k_code_128.size(); ++value) {
    std::array<int, 6> pattern{};
    for (int i = 5, rest = k_code_128[value]; i >= 0; --i, rest /= 10) {
      pattern[static_cast<std::size_t>(i)] = rest % 10;
    }
    auto const error = error_of(stripes, pattern, module, false);
    if (error < least) {
      least = error;
      best = static_cast<int>(value);
    }
  }
  return best;
}

bool is_stop(Stripes stripes) {
  return stripes.size() >= k_stop.size() &&
         error_of(stripes, k_stop, width_of(stripes.first(k_stop.size())) / 13, false) < 0.3;
}

// The symbols as text; nothing where it is none. Fewer than four symbols could be chance.
std::string read_code_128(Stripes stripes, std::size_t& used) {
  constexpr std::size_t k_symbols_min = 4;
  std::vector<int> symbols;
  for (used = 0; used + 7 <= stripes.size(); used += 6) {
    if (symbols.size() > k_symbols_min && is_stop(stripes.subspan(used))) {
      int sum = symbols[0];
      for (std::size_t i = 1; i + 1 < symbols.size(); ++i) {
        sum += symbols[i] * static_cast<int>(i);
      }
      used += k_stop.size();
      return sum % 103 == symbols.back() ? std::string(symbols.begin(), symbols.end())
                                         : std::string{};
    }
    auto const symbol = read_code_128_symbol(stripes.subspan(used, 6));
    bool const is_start = symbol >= k_start_a && symbol <= k_start_c;
    if (symbol < 0 || is_start != symbols.empty()) {
      return {};
    }
    symbols.push_back(symbol);
  }
  return {};
}

struct Seen {
  std::string text{};
  float left = 0;
  float right = 0;
};

// The first barcode among a row's stripes. In front of one it is bright for some modules.
std::optional<Seen> read_row(std::vector<Stripe> const& stripes) {
  constexpr float k_quiet = 3;
  constexpr std::size_t k_stripes_min = 37;  // Code 128: five symbols and the stop
  for (std::size_t i = 1; i + k_stripes_min <= stripes.size(); i += 2) {
    if (stripes[i - 1].width < k_quiet * stripes[i].width / 2) {
      continue;
    }
    Stripes const rest(stripes.begin() + static_cast<std::ptrdiff_t>(i), stripes.end());
    std::size_t used = k_ean_stripes;
    auto text = read_ean(rest);
    if (text.empty()) {
      text = read_code_128(rest, used);
    }
    if (!text.empty()) {
      auto const& last = rest[used - 1];
      return Seen{text, rest[0].start, last.start + last.width};
    }
  }
  return std::nullopt;
}

std::optional<Seen> read_either_way(std::vector<Stripe>& stripes, float width) {
  if (auto seen = read_row(stripes)) {
    return seen;
  }
  std::ranges::reverse(stripes);
  for (auto& stripe : stripes) {
    stripe.start = width - stripe.start - stripe.width;
  }
  auto seen = read_row(stripes);
  if (seen) {
    std::tie(seen->left, seen->right) = std::pair(width - seen->right, width - seen->left);
  }
  return seen;
}

// A barcode counts where two rows say the same.
std::optional<cv::Rect> find_lying(cv::Mat const& grey) {
  constexpr int k_step = 6;
  std::vector<Stripe> stripes;
  std::vector<std::pair<int, Seen>> rows;
  for (int y = k_step / 2; y < grey.rows; y += k_step) {
    read_stripes(grey, y, stripes);
    auto seen = read_either_way(stripes, static_cast<float>(grey.cols));
    if (!seen) {
      continue;
    }
    auto const same =
        std::ranges::find_if(rows, [&](auto const& row) { return row.second.text == seen->text; });
    if (same != rows.end()) {
      return cv::Rect(static_cast<int>(seen->left), same->first,
                      static_cast<int>(seen->right - seen->left), y - same->first);
    }
    rows.emplace_back(y, *std::move(seen));
  }
  return std::nullopt;
}

}  // namespace

std::optional<cv::Rect> find_barcode(cv::Mat const& grey) {
  if (auto const lying = find_lying(grey)) {
    return lying;
  }
  cv::Mat turned;
  cv::transpose(grey, turned);
  auto const standing = find_lying(turned);
  return standing
             ? std::optional(cv::Rect(standing->y, standing->x, standing->height, standing->width))
             : std::nullopt;
}

}  // namespace stacktag::local_vision
