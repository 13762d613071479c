// SPDX-License-Identifier: Apache-2.0
#include "toml/toml.h"

#include <algorithm>
#include <array>
#include <utility>

#include "stacktag/limits.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 64
#include <toml++/toml.h>

namespace stacktag::toml_text {
namespace {

Place place_of(toml::source_region const& source) {
  return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

Table table_of(toml::table const& table);

Value value_of(toml::node const& node) {
  Value value;
  value.place = place_of(node.source());
  if (auto const* const text = node.as_string()) {
    value.content = text->get();
  } else if (auto const* const whole = node.as_integer()) {
    value.content = whole->get();
  } else if (auto const* const number = node.as_floating_point()) {
    value.content = number->get();
  } else if (auto const* const truth = node.as_boolean()) {
    value.content = truth->get();
  } else if (auto const* const table = node.as_table()) {
    value.content = table_of(*table);
  } else if (auto const* const array = node.as_array()) {
    Array items;
    for (auto const& item : *array) {
      items.push_back(value_of(item));
    }
    value.content = std::move(items);
  } else {
    value.content = Moment{};
  }
  return value;
}

// The parser sorts keys; people read from top to bottom.
Table table_of(toml::table const& table) {
  Table members;
  for (auto const& [key, node] : table) {
    members.push_back({std::string(key.str()), place_of(key.source()), value_of(node)});
  }
  std::ranges::stable_sort(members, [](Member const& a, Member const& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return members;
}

}  // namespace

tl::expected<Table, Fault> parse(std::string_view text) {
  auto const parsed = toml::parse(text);
  if (!parsed) {
    return tl::unexpected(
        Fault{place_of(parsed.error().source()), std::string(parsed.error().description())});
  }
  return table_of(parsed.table());
}

std::string_view kind_of(Value const& value) {
  constexpr std::array<std::string_view, 7> k_kinds{"a text",        "a whole number", "a number",
                                                    "true or false", "a date or time", "a list",
                                                    "a table"};
  return k_kinds[value.content.index()];
}

}  // namespace stacktag::toml_text
