// SPDX-License-Identifier: Apache-2.0
// Letters as the grammar of HTTP sorts them.
#pragma once

namespace stacktag::http {

/// 0 to 15, or -1 where it is none.
constexpr int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') {
    return letter - '0';
  }
  auto const small = static_cast<char>(letter | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

constexpr bool is_control(char letter) {
  return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

}  // namespace stacktag::http
