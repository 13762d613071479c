// SPDX-License-Identifier: Apache-2.0
#include "json/json.h"

#include <charconv>

namespace stacktag::json {
namespace {

Json const k_null;

std::optional<std::int64_t> digits(std::string const& text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::string dump(Json const& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dump_in_order(OrderedJson const& value) {
  return value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Json const& member(Json const& object, std::string_view key) {
  if (!object.is_object()) {
    return k_null;
  }
  auto const found = object.find(key);
  return found == object.end() ? k_null : *found;
}

std::optional<std::string> text(Json const& object, std::string_view key) {
  auto const& value = member(object, key);
  if (!value.is_string()) {
    return std::nullopt;
  }
  return value.get<std::string>();
}

std::string text_or_empty(Json const& object, std::string_view key) {
  return text(object, key).value_or(std::string{});
}

std::optional<std::int64_t> integer(Json const& object, std::string_view key) {
  auto const& value = member(object, key);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) {
    return std::nullopt;
  }
  if (value.is_number_integer()) {
    return value.get<std::int64_t>();
  }
  return value.is_string() ? digits(value.get_ref<std::string const&>()) : std::nullopt;
}

std::optional<double> number(Json const& object, std::string_view key) {
  auto const& value = member(object, key);
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

bool truth(Json const& object, std::string_view key) {
  auto const& value = member(object, key);
  return value.is_boolean() && value.get<bool>();
}

std::vector<std::string> texts(Json const& object, std::string_view key) {
  std::vector<std::string> found;
  auto const& value = member(object, key);
  if (!value.is_array()) {
    return found;
  }
  for (auto const& item : value) {
    if (item.is_string()) {
      found.push_back(item.get<std::string>());
    }
  }
  return found;
}

}  // namespace stacktag::json
