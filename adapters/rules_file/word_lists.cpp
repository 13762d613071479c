// SPDX-License-Identifier: Apache-2.0
#include "rules_file/word_lists.h"

#include <algorithm>
#include <utility>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::rules_file {
namespace {

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    auto const lead = static_cast<unsigned char>(text[0]);
    std::size_t const more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    bool const good = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4);
    auto const tail = text.substr(1, more);
    if (!good || tail.size() != more || !std::ranges::all_of(tail, [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        })) {
      return false;
    }
    text.remove_prefix(more + 1);
  }
  return true;
}

// Calls `use` with each line that counts, and with its number.
template <class Use>
void each_line(std::string const& file, std::string_view text, Mistakes& mistakes, Use use) {
  constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(k_byte_order_mark)) {
    text.remove_prefix(k_byte_order_mark.size());
  }
  std::size_t entries = 0;
  for (int number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (++entries > limits::rules_entries_max) {
      mistakes.add(file, {number, 1},
                   "there are more than " + std::to_string(limits::rules_entries_max) + " entries");
      return;
    }
    use(line, number);
  }
}

}  // namespace

std::string fault_of_tag(std::string_view word) {
  if (word.empty()) {
    return "there is no word";
  }
  if (!is_utf8(word)) {
    return "it is not UTF-8, as a list of words has to be";
  }
  if (word.find(',') != std::string_view::npos) {
    return "a tag cannot have a comma";
  }
  if (characters(word) > limits::tag_characters_max) {
    return "a tag has at most " + std::to_string(limits::tag_characters_max) + " characters";
  }
  bool const controls = std::ranges::any_of(
      word, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return controls ? "a tag cannot have control characters" : "";
}

std::vector<std::string> parse_vocabulary(std::string const& file, std::string_view text,
                                          Mistakes& mistakes) {
  std::vector<std::string> words;
  each_line(file, text, mistakes, [&](std::string_view line, int number) {
    if (auto fault = fault_of_tag(line); !fault.empty()) {
      mistakes.add(file, {number, 1}, std::move(fault));
    } else {
      words.emplace_back(line);
    }
  });
  return words;
}

Dictionary parse_dictionary(std::string const& file, std::string_view text, Mistakes& mistakes) {
  Dictionary words;
  each_line(file, text, mistakes, [&](std::string_view line, int number) {
    auto const equals = line.find('=');
    auto const key = name_key(line.substr(0, std::min(equals, line.size())));
    if (equals == std::string_view::npos || key.empty()) {
      mistakes.add(file, {number, 1}, "a line of a dictionary is written as label = word");
      return;
    }
    auto const word = trim(line.substr(equals + 1));
    auto fault = fault_of_tag(word);
    if (fault.empty() && !words.emplace(key, word).second) {
      fault = in_quotes(trim(line.substr(0, equals))) + " stands there twice";
    }
    if (!fault.empty()) {
      mistakes.add(file, {number, static_cast<int>(equals) + 2}, std::move(fault));
    }
  });
  return words;
}

}  // namespace stacktag::rules_file
