// SPDX-License-Identifier: Apache-2.0
// What kind of thing a thing is, by WordNet's dictionary files, where they are on the machine
// (Debian's package wordnet-base). Read once, when a model is installed.
// https://wordnet.princeton.edu/documentation/wndb5wn
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacktag/result.h"

namespace stacktag::network_vision {

class WordNet final {
 public:
  /// Errors: `bad_configuration` where the files are not there or are none of WordNet's.
  static Result<WordNet> open(std::string const& folder);
  static WordNet of(std::string index_noun, std::string data_noun);

  /// What the thing is, nearest first: "Cat", "Feline", "Animal". Words that say nothing in a
  /// library of pictures ("physical entity") are left out. `synset` counts more than the name.
  std::vector<std::string> parents(std::string_view synset, std::string_view name) const;

 private:
  std::size_t find(std::string_view name) const;

  std::string index_{};
  std::string data_{};
};

}  // namespace stacktag::network_vision
