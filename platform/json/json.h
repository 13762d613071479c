// SPDX-License-Identifier: Apache-2.0
// JSON from outside, as values and results: no exception leaves here, and the depth is limited. The
// getters are lenient as foreign JSON needs it: a missing key, null and a wrong type all read as
// "not there".
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag::json {

using Json = nlohmann::json;
/// The same, with the members in the order in which they were put.
using OrderedJson = nlohmann::ordered_json;

/// Nothing where the text is not one JSON value, is not UTF-8, or nests deeper than
/// limits::json_depth_max.
std::optional<Json> parse(std::string_view text);

/// One line; bytes that are not UTF-8 become U+FFFD.
std::string dump(Json const& value);
std::string dump_in_order(OrderedJson const& value);

/// The member `key` of an object; a null value where there is none.
Json const& member(Json const& object, std::string_view key);
Json const& member(Json&& object, std::string_view key) = delete;  // it would dangle

std::optional<std::string> text(Json const& object, std::string_view key);
std::string text_or_empty(Json const& object, std::string_view key);
/// A whole number, or a string of digits.
std::optional<std::int64_t> integer(Json const& object, std::string_view key);
std::optional<double> number(Json const& object, std::string_view key);
/// True only for true.
bool truth(Json const& object, std::string_view key);
/// The strings of an array.
std::vector<std::string> texts(Json const& object, std::string_view key);

}  // namespace stacktag::json
