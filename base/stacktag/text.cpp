// SPDX-License-Identifier: Apache-2.0
#include "stacktag/text.h"

#include <algorithm>
#include <cstdio>

namespace stacktag {

std::string_view trim(std::string_view text) {
  constexpr std::string_view k_blanks = " \t\r\n";
  auto const first = text.find_first_not_of(k_blanks);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(k_blanks) - first + 1);
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
  return out;
}

bool same_text(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string joined(std::vector<std::string> const& texts, std::string_view between) {
  std::string all;
  for (auto const& text : texts) {
    all.append(&text == &texts.front() ? std::string_view{} : between).append(text);
  }
  return all;
}

std::string percent(double confidence) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", std::clamp(confidence, 0.0, 100.0));
  return text;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace stacktag
