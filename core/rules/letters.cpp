// SPDX-License-Identifier: Apache-2.0
#include "rules/letters.h"

#include <array>
#include <cstddef>

namespace stacktag {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool known = false;  ///< of one or two bytes, as are all letters whose case is known here
};

Character first_of(std::string_view text) {
  auto const lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) {
    return {lead, 1, true};
  }
  if (lead < 0xC2 || lead > 0xDF || text.size() < 2) {
    return {};
  }
  auto const next = static_cast<unsigned char>(text[1]);
  if ((next & 0xC0U) != 0x80U) {
    return {};
  }
  return {static_cast<char32_t>((lead & 0x1FU) << 6U | (next & 0x3FU)), 2, true};
}

void put(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  out += static_cast<char>(0xC0U | (code >> 6U));
  out += static_cast<char>(0x80U | (code & 0x3FU));
}

bool within(char32_t code, char32_t first, char32_t last) {
  return code >= first && code <= last;
}

// In these blocks a capital is followed by its small letter.
bool is_capital_of_a_pair(char32_t code) {
  bool const even = code % 2 == 0;
  if (within(code, 0x139, 0x148) || within(code, 0x179, 0x17E)) {
    return !even;
  }
  return even &&
         (within(code, 0x100, 0x137) || within(code, 0x14A, 0x177) || within(code, 0x460, 0x481) ||
          within(code, 0x48A, 0x4BF) || within(code, 0x4D0, 0x52F));
}

// https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt, the statuses C and S. The Turkish
// dotted I (U+0130) is left alone: what is its small letter depends on the language.
char32_t lower_of(char32_t code) {
  if (within(code, 'A', 'Z') || (within(code, 0xC0, 0xDE) && code != 0xD7) ||
      (within(code, 0x391, 0x3AB) && code != 0x3A2) || within(code, 0x410, 0x42F)) {
    return code + 0x20;
  }
  if (code != 0x130 && is_capital_of_a_pair(code)) {
    return code + 1;
  }
  if (within(code, 0x400, 0x40F)) {
    return code + 0x50;
  }
  if (within(code, 0x388, 0x38A)) {
    return code + 0x25;
  }
  switch (code) {
    case 0x178:
      return 0xFF;
    case 0x386:
      return 0x3AC;
    case 0x38C:
      return 0x3CC;
    case 0x38E:
    case 0x38F:
      return code + 0x3F;
    default:
      return code;
  }
}

// The letter of which this is the small one, where there is such a letter.
char32_t capital_of(char32_t code) {
  if (code == 0xFF) {
    return 0x178;
  }
  for (char32_t const distance : std::array<char32_t, 7>{0x20, 1, 0x50, 0x25, 0x3F, 0x40, 0x26}) {
    if (code > distance && lower_of(code - distance) == code) {
      return code - distance;
    }
  }
  return code;
}

bool parts_words(char32_t code) {
  return code == ' ' || code == '_' || code == '-' || code == '/' || code == '(';
}

}  // namespace

std::string lower_letters(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    auto const character = first_of(utf8);
    if (character.known) {
      put(out, lower_of(character.code));
    } else {
      out += utf8[0];
    }
    utf8.remove_prefix(character.bytes);
  }
  return out;
}

std::string title_letters(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool starts = true;
  while (!utf8.empty()) {
    auto const character = first_of(utf8);
    if (character.known) {
      put(out, starts ? capital_of(character.code) : character.code);
      starts = parts_words(character.code);
    } else {
      out += utf8[0];
      starts = false;
    }
    utf8.remove_prefix(character.bytes);
  }
  return out;
}

}  // namespace stacktag
