// SPDX-License-Identifier: Apache-2.0
// Environment variables as a value, and a reader that collects every mistake before anybody is
// told.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stacktag {

class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string, std::less<>> variables)
      : variables_(std::move(variables)) {}

  static Environment of_process();

  /// Nothing where the variable is not set or is empty: a platform's form often cannot leave one
  /// out.
  std::optional<std::string> get(std::string_view name) const;
  std::string get_or(std::string_view name, std::string_view otherwise) const;
  void set(std::string_view name, std::string value);

 private:
  std::map<std::string, std::string, std::less<>> variables_;
};

/// Reads settings and keeps a sentence for every wrong one, so that all mistakes are reported at
/// once.
class SettingsReader {
 public:
  explicit SettingsReader(Environment const& environment) : environment_(environment) {}

  std::string text(std::string_view name, std::string_view otherwise = {});
  std::string required(std::string_view name, std::string_view what_it_is);
  int integer(std::string_view name, int otherwise, int min, int max);
  double number(std::string_view name, double otherwise, double min, double max);
  bool truth(std::string_view name, bool otherwise);  ///< true, 1, yes, on / false, 0, no, off
  /// One of `choices`, in any case of letters; gives its index.
  std::size_t choice(std::string_view name, std::size_t otherwise,
                     std::vector<std::string_view> const& choices);
  /// Separated by commas; blanks are trimmed, empty ones dropped.
  std::vector<std::string> list(std::string_view name);

  /// Says that `name` is wrong; never quote a secret's value here.
  void mistake(std::string_view name, std::string_view what);
  std::vector<std::string> const& mistakes() const { return mistakes_; }
  Environment const& environment() const { return environment_; }

 private:
  Environment const& environment_;
  std::vector<std::string> mistakes_;
};

}  // namespace stacktag
