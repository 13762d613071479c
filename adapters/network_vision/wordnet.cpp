// SPDX-License-Identifier: Apache-2.0
#include "network_vision/wordnet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "network_vision/names.h"
#include "network_vision/small_file.h"
#include "stacktag/text.h"

namespace stacktag::network_vision {
namespace {

constexpr std::size_t k_dictionary_bytes_max = 67'108'864;
constexpr std::size_t k_line_bytes_max = 65'536;
constexpr int k_steps_max = 24;  // the longest way to "entity" has 18
constexpr std::size_t k_parents_max = 6;
constexpr auto k_nowhere = std::string_view::npos;

// Too general, or a zoologist's word, to be looked for among pictures.
constexpr std::array<std::string_view, 61> k_left_out{"Abstraction",
                                                      "Angiosperm",
                                                      "Aquatic Vertebrate",
                                                      "Article",
                                                      "Artifact",
                                                      "Attribute",
                                                      "Bony Fish",
                                                      "Bovid",
                                                      "Canine",
                                                      "Carnivore",
                                                      "Causal Agent",
                                                      "Chordate",
                                                      "Commodity",
                                                      "Consumer Goods",
                                                      "Conveyance",
                                                      "Covering",
                                                      "Craft",
                                                      "Craniate",
                                                      "Cyprinid",
                                                      "Cypriniform Fish",
                                                      "Device",
                                                      "Entity",
                                                      "Even-Toed Ungulate",
                                                      "Feline",
                                                      "Group",
                                                      "Heavier-Than-Air Craft",
                                                      "Implement",
                                                      "Instrumentality",
                                                      "Living Thing",
                                                      "Matter",
                                                      "Measure",
                                                      "Mechanical Device",
                                                      "Mechanism",
                                                      "Natural Object",
                                                      "Object",
                                                      "Odd-Toed Ungulate",
                                                      "Organism",
                                                      "Oscine",
                                                      "Part",
                                                      "Passerine",
                                                      "Percoid Fish",
                                                      "Physical Entity",
                                                      "Placental",
                                                      "Psychological Feature",
                                                      "Region",
                                                      "Relation",
                                                      "Self-Propelled Vehicle",
                                                      "Soft-Finned Fish",
                                                      "Solid",
                                                      "Spermatophyte",
                                                      "Spiny-Finned Fish",
                                                      "Substance",
                                                      "Teleost Fish",
                                                      "Thing",
                                                      "Ungulate",
                                                      "Unit",
                                                      "Vascular Plant",
                                                      "Vertebrate",
                                                      "Way",
                                                      "Wheeled Vehicle",
                                                      "Whole"};

std::string_view line_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) {
    return {};
  }
  return text.substr(offset, std::min(text.find('\n', offset) - offset, k_line_bytes_max));
}

std::string_view next(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  auto const field = line.substr(0, line.find(' '));
  line.remove_prefix(field.size());
  return field;
}

std::size_t number(std::string_view digits, int base = 10) {
  std::size_t value = 0;
  auto const [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return error == std::errc{} && end == digits.data() + digits.size() && !digits.empty()
             ? value
             : k_nowhere;
}

struct Meaning {
  std::string word{};             ///< the most usual one
  std::size_t above = k_nowhere;  ///< where the meaning is that this is a kind of
};

// offset lex_file type words (word sense)... pointers (sign offset type source)... | gloss
Meaning read_meaning(std::string_view data, std::size_t offset) {
  auto line = line_at(data, offset);
  if (number(next(line)) != offset) {
    return {};
  }
  next(line);
  next(line);
  auto const words = number(next(line), 16);
  Meaning meaning{.word = std::string(next(line))};
  for (std::size_t i = 1; i < std::min<std::size_t>(words, 256) * 2; ++i) {
    next(line);
  }
  auto const pointers = number(next(line));
  for (std::size_t i = 0; i < std::min<std::size_t>(pointers, 1000); ++i) {
    auto const sign = next(line);
    auto const target = number(next(line));
    next(line);
    next(line);
    if (sign == "@" || sign == "@i") {
      meaning.above = target;
      break;
    }
  }
  return meaning;
}

std::size_t first_meaning(std::string_view line) {
  next(line);
  next(line);
  next(line);
  auto const signs = number(next(line));
  for (std::size_t i = 0; i < std::min<std::size_t>(signs, 32) + 2; ++i) {
    next(line);
  }
  return number(next(line));
}

std::string key_of(std::string_view name) {
  auto key = lower(trim(name));
  std::ranges::replace(key, ' ', '_');
  return key;
}

}  // namespace

Result<WordNet> WordNet::open(std::string const& folder) {
  TRY(auto index, read_small_file(folder + "/index.noun", k_dictionary_bytes_max));
  TRY(auto data, read_small_file(folder + "/data.noun", k_dictionary_bytes_max));
  return of(std::move(index), std::move(data));
}

WordNet WordNet::of(std::string index_noun, std::string data_noun) {
  WordNet net;
  net.index_ = std::move(index_noun);
  net.data_ = std::move(data_noun);
  return net;
}

// lemma type meanings pointers sign... senses tagged offset...: the first offset is the most usual.
// The lines stand in the order of their lemmas' bytes, behind a licence whose lines begin with a
// blank, which comes before any letter.
std::size_t WordNet::find(std::string_view name) const {
  auto const key = key_of(name);
  std::size_t from = 0;
  std::size_t to = index_.size();
  while (from < to) {
    auto const middle = from + (to - from) / 2;
    auto const before = middle == 0 ? std::string::npos : index_.rfind('\n', middle - 1);
    auto const begin = before == std::string::npos ? 0 : before + 1;
    auto line = line_at(index_, begin);
    auto const lemma = line.substr(0, line.find(' '));
    if (lemma == key && !key.empty()) {
      return first_meaning(line);
    }
    if (lemma < key) {
      from = std::max(begin + line.size() + 1, from + 1);
    } else {
      to = begin;
    }
  }
  return k_nowhere;
}

std::vector<std::string> WordNet::parents(std::string_view synset, std::string_view name) const {
  auto at = synset.empty() ? k_nowhere : number(synset.substr(1));
  if (at == k_nowhere || read_meaning(data_, at).word.empty()) {
    at = find(name);
  }
  std::vector<std::string> parents;
  at = at == k_nowhere ? at : read_meaning(data_, at).above;
  for (int step = 0; step < k_steps_max && at != k_nowhere; ++step) {
    auto const meaning = read_meaning(data_, at);
    auto word = tag_name(meaning.word);
    auto const is_new = !word.empty() && !same_text(word, name) &&
                        std::ranges::find(parents, word) == parents.end();
    if (is_new && std::ranges::find(k_left_out, word) == k_left_out.end()) {
      parents.push_back(std::move(word));
    }
    at = meaning.above;
  }
  if (parents.size() > k_parents_max) {  // the most general one is worth more than those before it
    parents.erase(parents.begin() + k_parents_max - 1, parents.end() - 1);
  }
  return parents;
}

}  // namespace stacktag::network_vision
