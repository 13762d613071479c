// SPDX-License-Identifier: Apache-2.0
#include "network_vision/manifest_reader.h"

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <utility>

namespace stacktag::network_vision {
namespace {

// A file with ten thousand mistakes is no manifest at all.
constexpr std::size_t k_mistakes_max = 50;
constexpr std::size_t k_shown_bytes_max = 60;
constexpr std::size_t k_text_bytes_max = 4096;

std::string plain(double value) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << value;
  return text.str();
}

}  // namespace

ManifestReader::ManifestReader(json::Json const& object, std::string path,
                               std::vector<std::string>& mistakes)
    : object_(object), path_(std::move(path)), mistakes_(mistakes) {
  if (!object_.is_object()) {
    mistake("", "must be an object");
  }
}

void ManifestReader::only(std::initializer_list<std::string_view> keys) {
  if (!object_.is_object()) {
    return;
  }
  for (auto const& [key, value] : object_.items()) {
    if (std::ranges::find(keys, key) == keys.end()) {
      mistake(key, "is no key that is known here");
    }
  }
}

std::string ManifestReader::text(std::string_view key, Need need) {
  auto const& value = member(key);
  if (value.is_null()) {
    if (need == Need::needed) {
      mistake(key, "is missing");
    }
    return {};
  }
  auto text = value.is_string() ? value.get<std::string>() : std::string{};
  if (text.empty() || text.size() > k_text_bytes_max) {
    mistake(key, "must be a text, not empty and not longer than " +
                     std::to_string(k_text_bytes_max) + " bytes");
    return {};
  }
  return text;
}

double ManifestReader::number(std::string_view key, double otherwise, double min, double max) {
  auto const& value = member(key);
  if (value.is_null()) {
    return otherwise;
  }
  auto const number = value.is_number() ? value.get<double>() : max + 1;
  if (!(number >= min && number <= max)) {
    mistake(key, "must be a number from " + plain(min) + " to " + plain(max));
    return otherwise;
  }
  return number;
}

int ManifestReader::integer(std::string_view key, int otherwise, int min, int max) {
  auto const& value = member(key);
  if (value.is_null()) {
    return otherwise;
  }
  bool const fits =
      value.is_number_integer() && value.get<double>() >= min && value.get<double>() <= max;
  if (!fits) {
    mistake(key,
            "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return otherwise;
  }
  return value.get<int>();
}

std::size_t ManifestReader::size(std::string_view key, std::size_t max) {
  auto const& value = member(key);
  if (value.is_null()) {
    return 0;
  }
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > max ||
      value.get<std::uint64_t>() == 0) {
    mistake(key, "must be a whole number from 1 to " + std::to_string(max));
    return 0;
  }
  return value.get<std::size_t>();
}

std::size_t ManifestReader::choice(std::string_view key,
                                   std::vector<std::string_view> const& choices, Need need) {
  auto const& value = member(key);
  if (value.is_null() && need == Need::optional) {
    return 0;
  }
  auto const text = value.is_string() ? value.get<std::string>() : std::string{};
  auto const found = std::ranges::find(choices, text);
  if (found != choices.end()) {
    return static_cast<std::size_t>(found - choices.begin());
  }
  std::string all;
  for (auto const each : choices) {
    all.append(all.empty() ? "" : ", ").append(each);
  }
  mistake(key, "must be one of " + all);
  return 0;
}

std::vector<std::string> ManifestReader::texts(std::string_view key, std::size_t most) {
  auto const& value = member(key);
  if (value.is_null()) {
    return {};
  }
  auto texts = json::texts(object_, key);
  if (!value.is_array() || texts.size() != value.size() || texts.empty() || texts.size() > most) {
    mistake(key, "must be a list of 1 to " + std::to_string(most) + " texts");
    return {};
  }
  return texts;
}

void ManifestReader::mistake(std::string_view key, std::string_view what) {
  if (mistakes_.size() >= k_mistakes_max) {
    return;
  }
  auto name = path_ + std::string(key.substr(0, k_shown_bytes_max));
  if (name.ends_with('.')) {
    name.pop_back();
  }
  mistakes_.push_back((name.empty() ? "the manifest" : name) + " " + std::string(what));
}

}  // namespace stacktag::network_vision
