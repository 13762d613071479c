// SPDX-License-Identifier: Apache-2.0
#include "http/decode.h"

#include <algorithm>
#include <charconv>

namespace stacktag::sandbox {

std::string decode_percent(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size()) {
      auto const* begin = text.data() + i + 1;
      if (std::from_chars(begin, begin + 2, value, 16).ptr == begin + 2) {
        out.push_back(static_cast<char>(value));
        i += 2;
        continue;
      }
    }
    out.push_back(plus_is_blank && text[i] == '+' ? ' ' : text[i]);
  }
  return out;
}

std::map<std::string, std::string> decode_query(std::string_view query) {
  std::map<std::string, std::string> pairs;
  while (!query.empty()) {
    auto const end = std::min(query.find('&'), query.size());
    auto const pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    auto const equals = std::min(pair.find('='), pair.size());
    if (equals > 0) {
      pairs[decode_percent(pair.substr(0, equals), true)] =
          decode_percent(pair.substr(std::min(equals + 1, pair.size())), true);
    }
  }
  return pairs;
}

}  // namespace stacktag::sandbox
