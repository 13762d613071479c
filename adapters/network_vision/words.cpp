// SPDX-License-Identifier: Apache-2.0
#include "network_vision/words.h"

#include <algorithm>
#include <utility>

#include "json/json.h"
#include "network_vision/names.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::network_vision {
namespace {

using json::Json;

constexpr std::size_t k_parents_read_max = 8;
constexpr std::size_t k_word_bytes_max = 200;

tl::unexpected<Error> no_labels(std::string const& why) {
  return fail(Reason::bad_configuration, "the file of labels " + why);
}

Word word_of(std::string_view raw) {
  auto const parts = split_class_name(raw);
  auto name = tag_name(parts.words);
  if (name.size() > k_word_bytes_max) {
    name.clear();
  }
  return {.name = std::move(name), .synset = parts.synset, .parents = {}};
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    lines.emplace_back(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// {"0": "tench, Tinca tinca", "1": ...}, whole from 0 on.
Result<std::vector<std::string>> in_order(Json const& id2label) {
  std::vector<std::string> names(id2label.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto const& name = json::member(id2label, std::to_string(i));
    if (!name.is_string()) {
      return no_labels("has no label " + std::to_string(i));
    }
    names[i] = name.get<std::string>();
  }
  return names;
}

// label_names are WordNet's numbers where label_descriptions has the words for them.
std::vector<std::string> described(Json const& object) {
  auto names = json::texts(object, "label_names");
  auto const& descriptions = json::member(object, "label_descriptions");
  for (auto& name : names) {
    if (auto const words = json::text(descriptions, name)) {
      name += " " + *words;
    }
  }
  return names;
}

Result<std::vector<std::string>> names_of(std::string_view text) {
  auto const begin = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (!begin.starts_with('{') && !begin.starts_with('[')) {
    return split_lines(text);
  }
  auto const value = json::parse(text);
  if (!value) {
    return no_labels("is no JSON");
  }
  if (value->is_array()) {
    Json const object{{"names", *value}};
    return json::texts(object, "names");
  }
  if (auto const& id2label = json::member(*value, "id2label"); id2label.is_object()) {
    return in_order(id2label);
  }
  return described(*value);
}

}  // namespace

std::vector<Word> words_of(std::vector<std::string> const& names) {
  std::vector<Word> words;
  std::ranges::transform(names, std::back_inserter(words), word_of);
  return words;
}

Result<std::vector<Word>> read_words(std::string_view label_file) {
  TRY(auto const names, names_of(label_file));
  if (names.empty() || names.size() > limits::model_labels_max) {
    return no_labels("must have from 1 to " + std::to_string(limits::model_labels_max) +
                     " labels, and has " + std::to_string(names.size()));
  }
  return words_of(names);
}

Result<void> add_parents(std::vector<Word>& words, std::string_view parents_file) {
  auto const object = json::parse(parents_file);
  if (!object || !object->is_object()) {
    return fail(Reason::bad_configuration, "the file of parents is no JSON object");
  }
  for (auto& word : words) {
    word.parents = json::texts(*object, word.name);
    word.parents.resize(std::min(word.parents.size(), k_parents_read_max));
  }
  return {};
}

std::string write_parents(std::vector<Word> const& words, WordNet const& wordnet) {
  Json all = Json::object();
  for (auto const& word : words) {
    if (auto const parents = wordnet.parents(word.synset, word.name); !parents.empty()) {
      all[word.name] = parents;
    }
  }
  return all.empty() ? std::string{} : json::dump(all) + "\n";
}

}  // namespace stacktag::network_vision
