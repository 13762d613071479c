// SPDX-License-Identifier: Apache-2.0
#include "network_vision/names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "stacktag/text.h"

namespace stacktag::network_vision {
namespace {

constexpr std::size_t k_synset_characters = 9;
constexpr std::array<std::string_view, 9> k_small_words{"a",  "and", "de", "for", "in",
                                                        "la", "of",  "on", "the"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_synset(std::string_view word) {
  return word.size() == k_synset_characters && word.front() == 'n' &&
         std::ranges::all_of(word.substr(1), is_digit);
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

char upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

// Blanks for '_', none at the ends, and no remark in brackets.
std::string plain(std::string_view word) {
  std::string text;
  int brackets = 0;
  for (char const c : word) {
    brackets += c == '(' ? 1 : 0;
    if (brackets == 0) {
      auto const blank = c == '_' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (!blank) {
        text.push_back(c);
      } else if (!text.empty() && text.back() != ' ') {
        text.push_back(' ');
      }
    }
    brackets -= c == ')' && brackets > 0 ? 1 : 0;
  }
  return std::string(trim(text));
}

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> found;
  while (!words.empty()) {
    auto const comma = std::min(words.find(','), words.size());
    if (auto word = plain(words.substr(0, comma)); !word.empty()) {
      found.push_back(std::move(word));
    }
    words.remove_prefix(std::min(comma + 1, words.size()));
  }
  return found;
}

// WordNet has the most usual word first. Where a longer one only says of it what it is ("tabby",
// "tabby cat"), nobody can mistake that one for something else. Latin names begin with a capital
// letter where the others do not, so they are not taken for longer ones.
std::string const& most_usual(std::vector<std::string> const& words) {
  auto const& first = words.front();
  auto const longer = std::ranges::find_if(
      words, [&first](std::string const& word) { return word.starts_with(first + " "); });
  return longer == words.end() ? first : *longer;
}

std::string titled(std::string_view text) {
  std::string out;
  std::size_t begin = 0;
  while (begin < text.size()) {
    auto const end = std::min(text.find_first_of(" -", begin), text.size());
    auto word = std::string(text.substr(begin, end - begin));
    bool const small = begin > 0 && std::ranges::find(k_small_words, word) != k_small_words.end();
    if (!word.empty() && !small) {
      word.front() = upper(word.front());
    }
    out += word;
    if (end < text.size()) {
      out.push_back(text[end]);
    }
    begin = end + 1;
  }
  return out;
}

}  // namespace

ClassName split_class_name(std::string_view raw) {
  auto const text = trim(raw);
  auto const first = text.substr(0, text.find_first_of(" \t:,"));
  if (!is_synset(first)) {
    return {{}, std::string(text)};
  }
  auto rest = text.substr(first.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t:,"), rest.size()));
  return {std::string(first), std::string(rest)};
}

std::string tag_name(std::string_view words) {
  auto const all = split(words);
  return all.empty() ? std::string{} : titled(most_usual(all));
}

}  // namespace stacktag::network_vision
