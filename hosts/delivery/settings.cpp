// SPDX-License-Identifier: Apache-2.0
#include "delivery/settings.h"

#include "delivery/questions.h"

namespace stacktag {
namespace {

// An organisation may have bought a higher limit than the usual one.
constexpr double k_per_second_min = 1;
constexpr double k_per_second_max = 1000;

double read_pace(SettingsReader& reader, std::string_view name, double otherwise) {
  return reader.number(name, otherwise, k_per_second_min, k_per_second_max);
}

}  // namespace

TagPolicy read_tag_policy(SettingsReader& reader) {
  TagPolicy policy;
  policy.confidence_min = reader.number("MIN_CONFIDENCE", policy.confidence_min, 0, 100);
  policy.tags_max = reader.integer("MAX_TAGS", policy.tags_max, 1, limits::new_tags_max);
  if (reader.choice("STACKTAG_MERGE", 0, {"add", "replace"}) == 1) {
    policy.merge = Merge::replace;
  }
  if (reader.choice("STACKTAG_PERSON_GUESSES", 0, {"leave_out", "keep"}) == 1) {
    policy.person_guesses = PersonGuesses::keep;
  }
  return policy;
}

Level read_log_level(SettingsReader& reader) {
  auto const chosen = reader.choice("STACKTAG_LOG_LEVEL", static_cast<std::size_t>(Level::info),
                                    {"debug", "info", "warn", "error"});
  return static_cast<Level>(chosen);
}

Settings read_settings(SettingsReader& reader, Engine engine) {
  Settings settings;
  settings.contentstack = contentstack::read_options(reader);
  settings.auth = contentstack::read_auth_options(reader, settings.contentstack.region);
  settings.images =
      web_image::read_options(reader, settings.contentstack.region.image_host_suffixes);
  if (engine == Engine::rekognition) {
    settings.rekognition = rekognition::read_options(reader);
  }
  settings.tags = read_tag_policy(reader);
  settings.questions = read_questions(reader);
  check_questions(reader, settings.questions, engine);
  settings.reads_per_second =
      read_pace(reader, "STACKTAG_CONTENTSTACK_READS_PER_SECOND", settings.reads_per_second);
  settings.writes_per_second =
      read_pace(reader, "STACKTAG_CONTENTSTACK_WRITES_PER_SECOND", settings.writes_per_second);
  return settings;
}

}  // namespace stacktag
