// SPDX-License-Identifier: Apache-2.0
// The words of a network: what each of its classes is called, and what kind of thing it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "network_vision/manifest.h"
#include "network_vision/wordnet.h"
#include "stacktag/result.h"

namespace stacktag::network_vision {

struct Word {
  std::string name{};  ///< empty: a class that is never told, such as the background
  std::string synset{};
  std::vector<std::string> parents{};  ///< nearest first

  bool operator==(Word const&) const = default;
};

/// A label file: one class a line, a JSON list of names, or a JSON object as Hugging Face has them
/// (id2label, or label_names with label_descriptions). Errors: `bad_configuration`.
Result<std::vector<Word>> read_words(std::string_view label_file);
std::vector<Word> words_of(std::vector<std::string> const& names);

/// Lays the parents of a parents file, {"Tabby Cat": ["Cat", "Animal"]}, onto the words.
Result<void> add_parents(std::vector<Word>& words, std::string_view parents_file);
/// The parents file of these words by WordNet; empty where it knows none of them.
std::string write_parents(std::vector<Word> const& words, WordNet const& wordnet);

}  // namespace stacktag::network_vision
