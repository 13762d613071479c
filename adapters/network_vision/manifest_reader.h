// SPDX-License-Identifier: Apache-2.0
// Reads an object of JSON strictly, and keeps a sentence for every mistake.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"

namespace stacktag::network_vision {

enum class Need { optional, needed };

class ManifestReader final {
 public:
  /// `path` is what stands in front of a key's name in a mistake: "input.".
  ManifestReader(json::Json const& object, std::string path, std::vector<std::string>& mistakes);

  /// Every other key is a mistake.
  void only(std::initializer_list<std::string_view> keys);

  std::string text(std::string_view key, Need need = Need::optional);
  double number(std::string_view key, double otherwise, double min, double max);
  int integer(std::string_view key, int otherwise, int min, int max);
  std::size_t size(std::string_view key, std::size_t max);
  /// The index in `choices`; the first where there is none.
  std::size_t choice(std::string_view key, std::vector<std::string_view> const& choices,
                     Need need = Need::optional);
  std::vector<std::string> texts(std::string_view key, std::size_t most);
  /// The member, or a null value.
  json::Json const& member(std::string_view key) const { return json::member(object_, key); }
  bool has(std::string_view key) const { return !member(key).is_null(); }

  void mistake(std::string_view key, std::string_view what);

 private:
  json::Json const& object_;
  std::string const path_;
  std::vector<std::string>& mistakes_;
};

}  // namespace stacktag::network_vision
