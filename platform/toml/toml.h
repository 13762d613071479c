// SPDX-License-Identifier: Apache-2.0
// TOML as values that know where they stand, so that a mistake in them can be pointed at. No
// exception leaves here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace stacktag::toml_text {

struct Place {
  int line = 0;  ///< from 1
  int column = 0;

  bool operator==(Place const&) const = default;
};

struct Member;
struct Value;
using Table = std::vector<Member>;  ///< in the order of the text
using Array = std::vector<Value>;
/// A date or a time, which no setting of ours is.
struct Moment {
  bool operator==(Moment const&) const = default;
};

struct Value {
  /// Without {}: clang would want to know all of Member here.
  std::variant<std::string, std::int64_t, double, bool, Moment, Array, Table> content;
  Place place{};
};

struct Member {
  std::string key{};
  Place place{};  ///< of the key
  Value value{};
};

struct Fault {
  Place place{};
  std::string message{};
};

/// Nests 64 deep at most.
tl::expected<Table, Fault> parse(std::string_view text);

/// What a value is, with its article: "a text", "a whole number", "a table".
std::string_view kind_of(Value const& value);

}  // namespace stacktag::toml_text
