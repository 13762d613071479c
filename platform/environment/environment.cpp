// SPDX-License-Identifier: Apache-2.0
#include "environment/environment.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "stacktag/text.h"

namespace stacktag {
namespace {

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

// What was found, short enough for one line.
std::string in_quotes(std::string_view value) {
  constexpr std::size_t k_bytes_max = 40;
  auto const cut = value.size() > k_bytes_max;
  return "\"" + std::string(value.substr(0, k_bytes_max)) + (cut ? "...\"" : "\"");
}

std::string plain(double value) {
  char buffer[32];
  auto const end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  return {buffer, end};
}

}  // namespace

Environment Environment::of_process() {
  std::map<std::string, std::string, std::less<>> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    std::string_view const pair(*entry);
    auto const equals = pair.find('=');
    if (equals != std::string_view::npos) {
      variables.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
  }
  return Environment(std::move(variables));
}

std::optional<std::string> Environment::get(std::string_view name) const {
  auto const found = variables_.find(name);
  if (found == variables_.end() || found->second.empty()) {
    return std::nullopt;
  }
  return found->second;
}

std::string Environment::get_or(std::string_view name, std::string_view otherwise) const {
  return get(name).value_or(std::string(otherwise));
}

void Environment::set(std::string_view name, std::string value) {
  variables_.insert_or_assign(std::string(name), std::move(value));
}

std::string SettingsReader::text(std::string_view name, std::string_view otherwise) {
  auto const value = std::string(trim(environment_.get_or(name, "")));
  return value.empty() ? std::string(otherwise) : value;
}

std::string SettingsReader::required(std::string_view name, std::string_view what_it_is) {
  auto value = text(name);
  if (value.empty()) {
    mistake(name, "is not set; it must hold " + std::string(what_it_is));
  }
  return value;
}

int SettingsReader::integer(std::string_view name, int otherwise, int min, int max) {
  auto const raw = environment_.get(name);
  if (!raw) {
    return otherwise;
  }
  auto const value = parse_number<int>(trim(*raw));
  if (!value || *value < min || *value > max) {
    mistake(name, "must be a whole number from " + std::to_string(min) + " to " +
                      std::to_string(max) + ", not " + in_quotes(*raw));
    return otherwise;
  }
  return *value;
}

double SettingsReader::number(std::string_view name, double otherwise, double min, double max) {
  auto const raw = environment_.get(name);
  if (!raw) {
    return otherwise;
  }
  auto const value = parse_number<double>(trim(*raw));
  if (!value || !(*value >= min && *value <= max)) {
    mistake(name, "must be a number from " + plain(min) + " to " + plain(max) + ", not " +
                      in_quotes(*raw));
    return otherwise;
  }
  return *value;
}

bool SettingsReader::truth(std::string_view name, bool otherwise) {
  auto const raw = environment_.get(name);
  if (!raw) {
    return otherwise;
  }
  auto const value = lower(trim(*raw));
  if (value == "true" || value == "1" || value == "yes" || value == "on") {
    return true;
  }
  if (value == "false" || value == "0" || value == "no" || value == "off") {
    return false;
  }
  // What stands there is not quoted: it may be the secret that somebody thought belongs there.
  mistake(name, "must be true or false");
  return otherwise;
}

std::size_t SettingsReader::choice(std::string_view name, std::size_t otherwise,
                                   std::vector<std::string_view> const& choices) {
  auto const raw = environment_.get(name);
  if (!raw) {
    return otherwise;
  }
  auto const found = std::ranges::find(choices, lower(trim(*raw)),
                                       [](std::string_view choice) { return lower(choice); });
  if (found != choices.end()) {
    return static_cast<std::size_t>(found - choices.begin());
  }
  std::string all;
  for (auto const choice : choices) {
    all += (all.empty() ? "" : ", ") + std::string(choice);
  }
  mistake(name, "must be one of " + all + ", not " + in_quotes(*raw));
  return otherwise;
}

std::vector<std::string> SettingsReader::list(std::string_view name) {
  std::vector<std::string> items;
  auto const raw = environment_.get_or(name, "");
  std::string_view rest = raw;
  while (!rest.empty()) {
    auto const comma = std::min(rest.find(','), rest.size());
    if (auto const item = trim(rest.substr(0, comma)); !item.empty()) {
      items.emplace_back(item);
    }
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return items;
}

void SettingsReader::mistake(std::string_view name, std::string_view what) {
  mistakes_.push_back(std::string(name) + " " + std::string(what));
}

}  // namespace stacktag
