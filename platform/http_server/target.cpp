// SPDX-License-Identifier: Apache-2.0
#include "http_server/target.h"

#include <algorithm>

#include "http_server/letters.h"

namespace stacktag::http {
namespace {

enum class Plus { is_plus, is_blank };

// Nothing for a broken escape or a NUL.
std::optional<std::string> decode_escapes(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '%') {
      if (text.size() - i < 3) {
        return std::nullopt;
      }
      auto const value = hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]);
      if (hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0 || value == 0) {
        return std::nullopt;
      }
      letter = static_cast<char>(value);
      i += 2;
    } else if (letter == '+' && plus == Plus::is_blank) {
      letter = ' ';
    }
    decoded.push_back(letter);
  }
  return decoded;
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    auto const segment = path.substr(0, path.find('/'));
    if (segment == "." || segment == "..") {
      return true;
    }
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
  }
  return false;
}

bool decode_pair(std::string_view pair, std::map<std::string, std::string>& query) {
  auto const equals = std::min(pair.find('='), pair.size());
  auto name = decode_escapes(pair.substr(0, equals), Plus::is_blank);
  auto value = decode_escapes(pair.substr(std::min(equals + 1, pair.size())), Plus::is_blank);
  if (!name || !value) {
    return false;
  }
  if (!name->empty()) {
    query.insert_or_assign(std::move(*name), std::move(*value));
  }
  return true;
}

bool decode_query(std::string_view text, std::map<std::string, std::string>& query) {
  while (!text.empty()) {
    auto const pair = text.substr(0, text.find('&'));
    if (!decode_pair(pair, query)) {
      return false;
    }
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
  }
  return true;
}

}  // namespace

std::optional<Target> decode_target(std::string_view target) {
  auto const is_of_url = [](char letter) {
    return letter > 0x20 && letter < 0x7f && letter != '#';
  };
  if (!target.starts_with('/') || !std::ranges::all_of(target, is_of_url)) {
    return std::nullopt;
  }
  auto const question = std::min(target.find('?'), target.size());
  auto path = decode_escapes(target.substr(0, question), Plus::is_plus);
  if (!path || std::ranges::any_of(*path, is_control) || has_dot_segment(*path)) {
    return std::nullopt;
  }
  Target decoded{.path = std::move(*path)};
  if (!decode_query(target.substr(std::min(question + 1, target.size())), decoded.query)) {
    return std::nullopt;
  }
  return decoded;
}

}  // namespace stacktag::http
