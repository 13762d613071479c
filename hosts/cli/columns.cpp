// SPDX-License-Identifier: Apache-2.0
#include "cli/columns.h"

#include <algorithm>
#include <array>

namespace stacktag::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// East_Asian_Width W and F, by blocks: https://www.unicode.org/reports/tr11/
constexpr std::array k_wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0xA4CF},
    Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

// Marks that combine, joiners and selectors of a variant.
constexpr std::array k_none{Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
                            Range{0x0610, 0x061A}, Range{0x064B, 0x065F}, Range{0x0E34, 0x0E3A},
                            Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
                            Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
                            Range{0xFE20, 0xFE2F}};

bool is_in(auto const& ranges, char32_t character) {
  return std::ranges::any_of(ranges, [character](Range const& range) {
    return range.first <= character && character <= range.last;
  });
}

bool continues(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

char32_t first_bits(unsigned char byte) {
  return byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1FU : byte < 0xF0 ? byte & 0x0FU : byte & 7U;
}

}  // namespace

std::size_t columns(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    auto character = first_bits(static_cast<unsigned char>(utf8[at]));
    for (++at; at < utf8.size() && continues(static_cast<unsigned char>(utf8[at])); ++at) {
      character = character << 6 | (static_cast<unsigned char>(utf8[at]) & 0x3FU);
    }
    width += is_in(k_none, character) ? 0 : is_in(k_wide, character) ? 2 : 1;
  }
  return width;
}

}  // namespace stacktag::cli
