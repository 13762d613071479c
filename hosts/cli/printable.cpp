// SPDX-License-Identifier: Apache-2.0
#include "cli/printable.h"

#include <algorithm>
#include <cstddef>

namespace stacktag::cli {
namespace {

// Bytes of the character that begins with this one; 0 where none does.
std::size_t length_of(unsigned char first) {
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

bool is_whole(std::string_view character, std::size_t length) {
  return length > 0 && character.size() == length &&
         std::ranges::all_of(character.substr(1), continues);
}

bool is_control(std::string_view character) {
  auto const first = static_cast<unsigned char>(character[0]);
  bool const is_c1 = first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  return first < 0x20 || first == 0x7F || is_c1;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto const length = length_of(static_cast<unsigned char>(text[0]));
    auto const character = text.substr(0, length);
    bool const whole = is_whole(character, length);
    if (whole && !is_control(character)) {
      out.append(character);
    } else {
      out.push_back('?');
    }
    text.remove_prefix(whole ? length : 1);
  }
  return out;
}

}  // namespace stacktag::cli
