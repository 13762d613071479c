// SPDX-License-Identifier: Apache-2.0
// What is wrong with a file of rules, collected until all of it is known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules_file/rules_file.h"
#include "toml/toml.h"

namespace stacktag::rules_file {

class Mistakes {
 public:
  explicit Mistakes(std::string file) : file_(std::move(file)) {}

  void add(toml_text::Place place, std::string message);
  /// Of another file: a list of words.
  void add(std::string const& file, toml_text::Place place, std::string message);

  bool none() const { return all_.empty(); }
  std::size_t count() const { return all_.size(); }
  /// In the order of the text, other files last.
  std::vector<Mistake> sorted() &&;

 private:
  std::string file_;
  std::vector<Mistake> all_{};
};

/// `key` in quotes, as TOML writes a text.
std::string in_quotes(std::string_view text);

/// The one of `words` that somebody who wrote `word` may have meant; empty where none is near.
std::string_view nearest(std::string_view word, std::vector<std::string_view> const& words);

}  // namespace stacktag::rules_file
