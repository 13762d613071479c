// SPDX-License-Identifier: Apache-2.0
// One table of a file of rules, read key by key: what is asked for is checked, and what nobody
// asked for is a mistake.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules_file/mistakes.h"
#include "toml/toml.h"

namespace stacktag::rules_file {

struct Text {
  std::string text{};
  toml_text::Place place{};
};

class TableReader {
 public:
  /// `name` is the table's, for people: "tags", "rule 2".
  TableReader(toml_text::Table const& table, std::string name, Mistakes& mistakes)
      : table_(table), name_(std::move(name)), mistakes_(mistakes) {}

  std::optional<double> number(std::string_view key, double min, double max);
  std::optional<int> whole(std::string_view key, int min, int max);
  std::optional<bool> truth(std::string_view key);
  /// Without control characters.
  std::optional<Text> text(std::string_view key);
  /// The index of one of `choices`, as it is written.
  std::optional<std::size_t> choice(std::string_view key,
                                    std::vector<std::string_view> const& choices);
  /// A list of texts, none of them empty; where `one_will_do`, a single text is a list of one.
  enum class One { is_a_list, is_a_mistake };
  std::optional<std::vector<Text>> texts(std::string_view key, One one = One::is_a_mistake);
  /// The table `key`; null where there is none.
  toml_text::Table const* table(std::string_view key);
  /// A list of tables, as [[key]] makes one.
  std::vector<toml_text::Value const*> tables(std::string_view key);

  /// Says of every key that was not asked for that nobody knows it.
  void finish();

  Mistakes& mistakes() { return mistakes_; }

 private:
  toml_text::Value const* find(std::string_view key);
  void wrong(std::string_view key, toml_text::Value const& value, std::string const& wanted);
  std::optional<Text> checked(std::string_view key, toml_text::Value const& value);

  toml_text::Table const& table_;
  std::string const name_;
  Mistakes& mistakes_;
  std::vector<std::string> known_{};  ///< every key that was asked for
};

}  // namespace stacktag::rules_file
