// SPDX-License-Identifier: Apache-2.0
#include "aws/canonical.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "http/url.h"
#include "stacktag/text.h"

namespace stacktag::aws {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  auto const lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// What a query means, so that any spelling of it is encoded the same way.
std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (escape) {
      out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

template <class Use>
void for_each_part(std::string_view text, char separator, Use use) {
  while (true) {
    auto const end = std::min(text.find(separator), text.size());
    use(text.substr(0, end));
    if (end == text.size()) {
      return;
    }
    text.remove_prefix(end + 1);
  }
}

std::string collapse_blanks(std::string_view value) {
  std::string out;
  for (char const c : value) {
    bool const blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
}

}  // namespace

std::string canonical_path(std::string_view path) {
  std::vector<std::string_view> segments;
  for_each_part(path, '/', [&segments](std::string_view segment) {
    if (segment == "..") {
      if (!segments.empty()) {
        segments.pop_back();
      }
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  });
  std::string out;
  for (auto const segment : segments) {
    out += "/" + http::encoded(segment);
  }
  bool const is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  return out.empty() || is_folder ? out + "/" : out;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for_each_part(query, '&', [&pairs](std::string_view pair) {
    if (!pair.empty()) {
      auto const equals = std::min(pair.find('='), pair.size());
      auto const value = pair.substr(std::min(equals + 1, pair.size()));
      pairs.emplace_back(http::encoded(decode(pair.substr(0, equals))),
                         http::encoded(decode(value)));
    }
  });
  std::ranges::sort(pairs);
  std::string out;
  for (auto const& [name, value] : pairs) {
    out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
  }
  return out;
}

CanonicalHeaders canonical_headers(std::vector<http::Header> const& headers) {
  std::map<std::string, std::optional<std::string>> merged;
  for (auto const& header : headers) {
    auto& value = merged[lower(header.name)];
    auto const next = collapse_blanks(header.value);
    value = value ? *value + "," + next : next;
  }
  CanonicalHeaders canonical;
  for (auto const& [name, value] : merged) {
    canonical.block += name + ":" + *value + "\n";
    canonical.names += (canonical.names.empty() ? "" : ";") + name;
  }
  return canonical;
}

}  // namespace stacktag::aws
