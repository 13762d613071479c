// SPDX-License-Identifier: Apache-2.0
#include "delivery/questions.h"

#include <algorithm>
#include <array>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

struct Threshold {
  Feature feature;
  std::string_view name;
  double otherwise;
};

// A wrong name on a picture is worse than a missing one: text and faces are rarely unsure where
// they are right, and for celebrities Amazon itself advises 95 and more.
constexpr std::array k_thresholds{
    Threshold{Feature::properties, "STACKTAG_PROPERTIES_MIN_CONFIDENCE", 70},
    Threshold{Feature::moderation, "STACKTAG_MODERATION_MIN_CONFIDENCE", 70},
    Threshold{Feature::text, "STACKTAG_TEXT_MIN_CONFIDENCE", 90},
    Threshold{Feature::faces, "STACKTAG_FACES_MIN_CONFIDENCE", 90},
    Threshold{Feature::celebrities, "STACKTAG_CELEBRITIES_MIN_CONFIDENCE", 95}};

std::string all_features() {
  std::string all;
  for (auto const name : feature_names()) {
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  return all;
}

void read_features(SettingsReader& reader, LabelQuery& questions) {
  auto const names = reader.list("STACKTAG_FEATURES");
  if (names.empty()) {
    return;
  }
  questions.features.clear();
  for (auto const& name : names) {
    if (auto const feature = feature_named(name)) {
      questions.features.insert(*feature);
    } else {
      reader.mistake("STACKTAG_FEATURES",
                     "may name " + all_features() + ", not \"" + name.substr(0, 40) + "\"");
    }
  }
}

// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_GeneralLabelsSettings.html
bool may_be_filter(std::string_view text) {
  return characters(text) <= limits::label_filter_characters_max &&
         std::ranges::all_of(text, [](char c) {
           auto const letter = lower(c);
           return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') ||
                  static_cast<unsigned char>(c) >= 0x80 ||
                  std::string_view("'-_(). ").find(c) != std::string_view::npos;
         });
}

std::vector<std::string> read_filter(SettingsReader& reader, std::string_view name) {
  auto all = reader.list(name);
  if (all.size() > limits::label_filters_max) {
    reader.mistake(name, "may have " + std::to_string(limits::label_filters_max) +
                             " names at most, not " + std::to_string(all.size()));
  }
  for (auto const& one : all) {
    if (!may_be_filter(one)) {
      reader.mistake(
          name, "may have names of at most " + std::to_string(limits::label_filter_characters_max) +
                    " letters, digits, blanks and '-_()., not \"" + one.substr(0, 40) + "\"");
    }
  }
  return all;
}

bool has(Engine engine, Feature feature) {
  return engine == Engine::rekognition || feature == Feature::labels ||
         feature == Feature::properties;
}

}  // namespace

LabelQuery read_questions(SettingsReader& reader) {
  LabelQuery questions;
  read_features(reader, questions);
  for (auto const& [feature, name, otherwise] : k_thresholds) {
    questions.thresholds[feature] = reader.number(name, otherwise, 0, 100);
  }
  questions.filters = {.labels_include = read_filter(reader, "STACKTAG_LABELS_INCLUDE"),
                       .labels_exclude = read_filter(reader, "STACKTAG_LABELS_EXCLUDE"),
                       .categories_include = read_filter(reader, "STACKTAG_CATEGORIES_INCLUDE"),
                       .categories_exclude = read_filter(reader, "STACKTAG_CATEGORIES_EXCLUDE")};
  return questions;
}

void check_questions(SettingsReader& reader, LabelQuery const& questions, Engine engine) {
  for (auto const feature : questions.features) {
    if (!has(engine, feature)) {
      reader.mistake("STACKTAG_FEATURES", "has " + std::string(to_string(feature)) +
                                              ", which the engine on this machine does not know; "
                                              "Rekognition does");
    }
  }
  if (questions.filters.any() && !questions.features.contains(Feature::labels)) {
    reader.mistake("STACKTAG_FEATURES",
                   "has no labels, so that nothing is there for STACKTAG_LABELS_... and "
                   "STACKTAG_CATEGORIES_... to filter");
  }
}

}  // namespace stacktag
