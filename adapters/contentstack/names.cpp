// SPDX-License-Identifier: Apache-2.0
#include "contentstack/names.h"

#include <algorithm>

namespace stacktag::contentstack {

bool is_uid(std::string_view text) {
  constexpr std::size_t k_uid_bytes_max = 64;
  return !text.empty() && text.size() <= k_uid_bytes_max && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

bool is_header_value(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace stacktag::contentstack
