// SPDX-License-Identifier: Apache-2.0
#include "rules_file/table_reader.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::rules_file {
namespace {

using toml_text::Value;

template <class T>
T const* get(Value const& value) {
  return std::get_if<T>(&value.content);
}

std::string shown(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", number);
  return text;
}

std::string listed(std::vector<std::string_view> const& choices) {
  std::string all;
  for (auto const choice : choices) {
    all += (all.empty() ? "" : ", ") + in_quotes(choice);
  }
  return all;
}

std::string meant(std::string_view word, std::vector<std::string_view> const& words) {
  auto const near = nearest(word, words);
  return near.empty() ? "" : "; did you mean " + in_quotes(near) + "?";
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

Value const* TableReader::find(std::string_view key) {
  known_.emplace_back(key);
  auto const found = std::ranges::find(table_, key, &toml_text::Member::key);
  return found == table_.end() ? nullptr : &found->value;
}

void TableReader::wrong(std::string_view key, Value const& value, std::string const& wanted) {
  mistakes_.add(value.place, std::string(key) + " must be " + wanted + ", not " +
                                 std::string(toml_text::kind_of(value)));
}

std::optional<double> TableReader::number(std::string_view key, double min, double max) {
  auto const* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  auto const wanted = "a number from " + shown(min) + " to " + shown(max);
  auto const* const whole = get<std::int64_t>(*value);
  auto const* const real = get<double>(*value);
  if (whole == nullptr && real == nullptr) {
    wrong(key, *value, wanted);
    return std::nullopt;
  }
  auto const number = whole != nullptr ? static_cast<double>(*whole) : *real;
  if (!(number >= min && number <= max)) {
    mistakes_.add(value->place, std::string(key) + " must be " + wanted + ", not " + shown(number));
    return std::nullopt;
  }
  return number;
}

std::optional<int> TableReader::whole(std::string_view key, int min, int max) {
  auto const* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  auto const wanted = "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
  auto const* const number = get<std::int64_t>(*value);
  if (number == nullptr) {
    wrong(key, *value, wanted);
    return std::nullopt;
  }
  if (*number < min || *number > max) {
    mistakes_.add(value->place,
                  std::string(key) + " must be " + wanted + ", not " + std::to_string(*number));
    return std::nullopt;
  }
  return static_cast<int>(*number);
}

std::optional<bool> TableReader::truth(std::string_view key) {
  auto const* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (auto const* const truth = get<bool>(*value)) {
    return *truth;
  }
  wrong(key, *value, "true or false");
  return std::nullopt;
}

std::optional<Text> TableReader::checked(std::string_view key, Value const& value) {
  auto const* const text = get<std::string>(value);
  if (text == nullptr) {
    wrong(key, value, "a text");
  } else if (has_control_character(*text)) {
    mistakes_.add(value.place, std::string(key) + " must not have control characters");
  } else {
    return Text{*text, value.place};
  }
  return std::nullopt;
}

std::optional<Text> TableReader::text(std::string_view key) {
  auto const* const value = find(key);
  return value == nullptr ? std::nullopt : checked(key, *value);
}

std::optional<std::size_t> TableReader::choice(std::string_view key,
                                               std::vector<std::string_view> const& choices) {
  auto const given = text(key);
  if (!given) {
    return std::nullopt;
  }
  auto const found = std::ranges::find(choices, given->text);
  if (found == choices.end()) {
    mistakes_.add(given->place, std::string(key) + " must be one of " + listed(choices) + ", not " +
                                    in_quotes(given->text) + meant(given->text, choices));
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - choices.begin());
}

std::optional<std::vector<Text>> TableReader::texts(std::string_view key, One one) {
  auto const* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::vector<Text> all;
  auto const take = [&](Value const& item) {
    auto text = checked(key, item);
    if (text && trim(text->text).empty()) {
      mistakes_.add(item.place, std::string(key) + " must not have an empty text");
    } else if (text) {
      all.push_back(*std::move(text));
    }
  };
  auto const* const items = get<toml_text::Array>(*value);
  if (items == nullptr && (one == One::is_a_mistake || get<std::string>(*value) == nullptr)) {
    wrong(key, *value, "a list of texts");
    return std::nullopt;
  }
  if (items != nullptr && items->size() > limits::rules_entries_max) {
    mistakes_.add(value->place, std::string(key) + " has more than " +
                                    std::to_string(limits::rules_entries_max) + " entries");
    return std::nullopt;
  }
  if (items == nullptr) {
    take(*value);
  } else {
    std::ranges::for_each(*items, take);
  }
  return all;
}

toml_text::Table const* TableReader::table(std::string_view key) {
  auto const* const value = find(key);
  if (value == nullptr) {
    return nullptr;
  }
  auto const* const table = get<toml_text::Table>(*value);
  if (table == nullptr) {
    wrong(key, *value, "a table, as [" + std::string(key) + "]");
  } else if (table->size() > limits::rules_entries_max) {
    mistakes_.add(value->place, std::string(key) + " has more than " +
                                    std::to_string(limits::rules_entries_max) + " entries");
    return nullptr;
  }
  return table;
}

std::vector<Value const*> TableReader::tables(std::string_view key) {
  std::vector<Value const*> all;
  auto const* const value = find(key);
  if (value == nullptr) {
    return all;
  }
  auto const wanted = "written as [[" + std::string(key) + "]]";
  auto const* const items = get<toml_text::Array>(*value);
  if (items == nullptr) {
    wrong(key, *value, wanted);
    return all;
  }
  for (auto const& item : *items) {
    if (get<toml_text::Table>(item) == nullptr) {
      wrong(key, item, wanted);
    } else {
      all.push_back(&item);
    }
  }
  return all;
}

void TableReader::finish() {
  std::vector<std::string_view> const known(known_.begin(), known_.end());
  for (auto const& member : table_) {
    if (std::ranges::find(known, member.key) == known.end()) {
      auto const where = name_.empty() ? std::string() : " in " + name_;
      mistakes_.add(member.place,
                    "there is no key " + in_quotes(member.key) + where + meant(member.key, known));
    }
  }
}

}  // namespace stacktag::rules_file
