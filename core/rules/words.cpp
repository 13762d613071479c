// SPDX-License-Identifier: Apache-2.0
#include "rules/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/letters.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 27> k_irregular{{
    {"men", "man"},     {"women", "woman"},  {"children", "child"}, {"people", "person"},
    {"feet", "foot"},   {"teeth", "tooth"},  {"geese", "goose"},    {"mice", "mouse"},
    {"oxen", "ox"},     {"cacti", "cactus"}, {"fungi", "fungus"},   {"leaves", "leaf"},
    {"wolves", "wolf"}, {"knives", "knife"}, {"shelves", "shelf"},  {"loaves", "loaf"},
    {"calves", "calf"}, {"halves", "half"},  {"elves", "elf"},      {"scarves", "scarf"},
    {"wives", "wife"},  {"lives", "life"},   {"thieves", "thief"},  {"hooves", "hoof"},
    {"menus", "menu"},  {"skis", "ski"},     {"taxis", "taxi"},
}};

// They end like a plural and are none.
constexpr std::array<std::string_view, 9> k_singular{
    "gas", "lens", "canvas", "atlas", "christmas", "texas", "series", "species", "news"};

// They are plurals, and mean something else than their singular or have none.
constexpr std::array<std::string_view, 13> k_plural_only{
    "glasses", "shorts",     "goods", "arms",  "customs", "briefs",  "trunks",
    "woods",   "spectacles", "jeans", "pants", "clothes", "scissors"};

bool is_irregular(std::string_view word) {
  return std::ranges::find(k_irregular, word, &Pair::first) != k_irregular.end();
}

bool ends_hissing(std::string_view word) {
  return word.ends_with('s') || word.ends_with('x') || word.ends_with('z') ||
         word.ends_with("ch") || word.ends_with("sh");
}

// What boxe(s), tomatoe(s) and berrie(s) have in common with box, tomato and berry. Words that end
// so in the singular, as horse, shoe and movie, come to the same form.
std::string without_e(std::string word) {
  if (word.size() < 4 || !word.ends_with('e')) {
    return word;
  }
  std::string_view const rest(word.data(), word.size() - 1);
  if (ends_hissing(rest) || rest.ends_with('o')) {
    word.pop_back();
  } else if (rest.ends_with('i') && word.size() > 4) {
    word.replace(word.size() - 2, 2, "y");
  }
  return word;
}

bool is_blank(char c, Variants variants) {
  return c == ' ' || c == '_' || c == '\t' || (c == '-' && variants == Variants::together);
}

// The words of a name, in small letters.
std::vector<std::string> words_of(std::string_view name, Variants variants) {
  std::vector<std::string> words;
  bool starts = true;
  for (char const c : lower_letters(name)) {
    if (is_blank(c, variants)) {
      starts = true;
      continue;
    }
    if (std::exchange(starts, false)) {
      words.emplace_back();
    }
    words.back() += c;
  }
  return words;
}

std::string variant_key(std::string_view tag) {
  auto words = words_of(tag, Variants::together);
  if (!words.empty()) {
    words.back() = without_plural(words.back());
  }
  return words.empty() ? std::string(trim(tag)) : joined(words, "");
}

std::size_t character_bytes(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
    ++bytes;
  }
  return bytes;
}

// Both in the form of name_key. Goes back to the last '*' only, so the time it takes is bounded by
// the product of the two lengths.
bool fits_keys(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      n += character_bytes(name.substr(n));
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

bool is_plural(std::string_view word) {
  bool const ends_so = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") &&
                       !word.ends_with("us") && !word.ends_with("is");
  return is_irregular(word) || (ends_so && std::ranges::find(k_singular, word) == k_singular.end());
}

std::string without_plural(std::string const& word) {
  auto const* const irregular = std::ranges::find(k_irregular, word, &Pair::first);
  if (irregular != k_irregular.end()) {
    return without_e(std::string(irregular->second));
  }
  bool const ends_in_s =
      is_plural(word) && std::ranges::find(k_plural_only, word) == k_plural_only.end();
  return without_e(ends_in_s ? word.substr(0, word.size() - 1) : word);
}

std::string tag_key(std::string_view tag, Variants variants) {
  return variants == Variants::together ? variant_key(tag) : lower_letters(trim(tag));
}

bool same_tag(std::string_view a, std::string_view b) {
  return tag_key(a, Variants::apart) == tag_key(b, Variants::apart);
}

std::string name_key(std::string_view name) {
  return joined(words_of(name, Variants::apart), " ");
}

bool fits(std::string_view pattern, std::string_view name) {
  return fits_keys(name_key(pattern), name_key(name));
}

Words::Words(std::vector<std::string> const& words) {
  for (auto const& word : words) {
    exact_.emplace(tag_key(word, Variants::apart), trim(word));
    variants_.emplace(tag_key(word, Variants::together), trim(word));
  }
}

std::string const* Words::find(std::string_view word) const {
  if (auto const exact = exact_.find(tag_key(word, Variants::apart)); exact != exact_.end()) {
    return &exact->second;
  }
  auto const variant = variants_.find(tag_key(word, Variants::together));
  return variant == variants_.end() ? nullptr : &variant->second;
}

}  // namespace stacktag
