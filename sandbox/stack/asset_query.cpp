// SPDX-License-Identifier: Apache-2.0
#include "stack/asset_query.h"

#include <algorithm>
#include <charconv>
#include <regex>

namespace stacktag::sandbox {
namespace {

using json::Json;

// A list in the document counts as each of its members, as in MongoDB.
template <class Test>
bool any_value(Json const& value, Test test) {
  return value.is_array() ? std::ranges::any_of(value, test) : test(value);
}

bool equals(Json const& value, Json const& wanted) {
  return value == wanted || any_value(value, [&](Json const& v) { return v == wanted; });
}

bool is_in(Json const& value, Json const& wanted) {
  return std::ranges::any_of(wanted, [&](Json const& one) { return equals(value, one); });
}

// The last one is kept: a list asks for the same of each of its assets.
std::regex const& compiled(std::string const& pattern) {
  thread_local std::string last;
  thread_local std::regex expression;
  if (pattern != last) {
    expression = std::regex(pattern, std::regex::ECMAScript | std::regex::icase);
    last = pattern;
  }
  return expression;
}

std::optional<bool> fits_regex(Json const& value, Json const& pattern) {
  if (!pattern.is_string()) {
    return std::nullopt;
  }
  try {
    auto const& expression = compiled(pattern.get<std::string>());
    return any_value(value, [&](Json const& v) {
      return v.is_string() && std::regex_search(v.get<std::string>(), expression);
    });
  } catch (std::regex_error const&) {
    return std::nullopt;
  }
}

std::optional<bool> fits_operator(Json const& value, std::string const& name, Json const& wanted) {
  if (name == "$in" || name == "$nin") {
    return is_in(value, wanted) == (name == "$in");
  }
  if (name == "$ne") {
    return !equals(value, wanted);
  }
  if (name == "$exists") {
    return value.is_null() != wanted.get<bool>();
  }
  if (name == "$regex") {
    return fits_regex(value, wanted);
  }
  bool const comparable =
      value.type() == wanted.type() || (value.is_number() && wanted.is_number());
  if (name == "$gt") {
    return comparable && value > wanted;
  }
  if (name == "$gte") {
    return comparable && value >= wanted;
  }
  if (name == "$lt") {
    return comparable && value < wanted;
  }
  if (name == "$lte") {
    return comparable && value <= wanted;
  }
  return name == "$options" ? std::optional(true) : std::nullopt;
}

std::optional<bool> fits_condition(Json const& value, Json const& condition) {
  bool const operators =
      condition.is_object() && !condition.empty() && condition.begin().key().starts_with('$');
  if (!operators) {
    return equals(value, condition);
  }
  for (auto const& [name, wanted] : condition.items()) {
    auto const fits = fits_operator(value, name, wanted);
    if (!fits || !*fits) {
      return fits;
    }
  }
  return true;
}

std::optional<bool> fits_combination(Json const& document, bool all, Json const& queries) {
  bool any = false;
  for (auto const& query : queries) {
    auto const fits = matches(document, query);
    if (!fits || (all && !*fits)) {
      return fits;
    }
    any = any || *fits;
  }
  return all || any;
}

std::optional<std::size_t> number(Parameters const& parameters, std::string const& name,
                                  std::size_t otherwise) {
  auto const found = parameters.find(name);
  if (found == parameters.end()) {
    return otherwise;
  }
  std::size_t value = 0;
  auto const* end = found->second.data() + found->second.size();
  bool const good = std::from_chars(found->second.data(), end, value).ptr == end;
  return good && !found->second.empty() ? std::optional(value) : std::nullopt;
}

bool is_in_folder(Json const& asset, std::string const& folder) {
  auto const parent = json::text_or_empty(asset, "parent_uid");
  return folder == "cs_root" ? parent.empty() : parent == folder;
}

void sort(std::vector<Json>& assets, Parameters const& parameters) {
  auto const by = [&assets](std::string const& field, bool ascending) {
    std::ranges::stable_sort(assets, [&](Json const& a, Json const& b) {
      auto const& first = json::member(ascending ? a : b, field);
      auto const& second = json::member(ascending ? b : a, field);
      return first < second;
    });
  };
  by("updated_at", false);
  if (auto const asc = parameters.find("asc"); asc != parameters.end()) {
    by(asc->second, true);
  } else if (auto const desc = parameters.find("desc"); desc != parameters.end()) {
    by(desc->second, false);
  }
}

}  // namespace

std::optional<bool> matches(Json const& document, Json const& query) {
  if (!query.is_object()) {
    return std::nullopt;
  }
  for (auto const& [name, condition] : query.items()) {
    auto const fits = name == "$and"  ? fits_combination(document, true, condition)
                      : name == "$or" ? fits_combination(document, false, condition)
                                      : fits_condition(json::member(document, name), condition);
    if (!fits || !*fits) {
      return fits;
    }
  }
  return true;
}

std::optional<std::vector<Json>> choose(std::vector<Json> assets, Parameters const& parameters) {
  auto const text = parameters.find("query");
  auto const query =
      text == parameters.end() ? Json::object() : json::parse(text->second).value_or(Json());
  if (!matches(Json::object(), query)) {
    return std::nullopt;
  }
  auto const folder = parameters.find("folder");
  bool const with_folders = parameters.contains("include_folders") || json::truth(query, "is_dir");
  std::erase_if(assets, [&](Json const& asset) {
    return (json::truth(asset, "is_dir") && !with_folders) ||
           (folder != parameters.end() && !is_in_folder(asset, folder->second)) ||
           !matches(asset, query).value_or(false);
  });
  sort(assets, parameters);
  return assets;
}

std::optional<Range> range_of(Parameters const& parameters) {
  constexpr std::size_t k_limit_max = 100;
  auto const skip = number(parameters, "skip", 0);
  auto const limit = number(parameters, "limit", k_limit_max);
  return skip && limit ? std::optional(Range{*skip, std::min(*limit, k_limit_max)}) : std::nullopt;
}

}  // namespace stacktag::sandbox
