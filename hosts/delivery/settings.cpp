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

Level read_log_level(SettingsReader& reader) {
  auto const chosen = reader.choice("STACKTAG_LOG_LEVEL", static_cast<std::size_t>(Level::info),
                                    {"debug", "info", "warn", "error"});
  return static_cast<Level>(chosen);
}

Settings read_settings(SettingsReader& reader, Engine engine, LedgerUse ledger) {
  Settings settings;
  settings.contentstack = contentstack::read_options(reader);
  settings.auth = contentstack::read_auth_options(reader, settings.contentstack.region);
  settings.images =
      web_image::read_options(reader, settings.contentstack.region.image_host_suffixes);
  if (engine == Engine::rekognition) {
    settings.rekognition = rekognition::read_options(reader);
  }
  settings.tags = read_tag_rules(reader, ledger);
  settings.questions = read_questions(reader);
  check_questions(reader, settings.questions, engine);
  settings.reads_per_second =
      read_pace(reader, "STACKTAG_CONTENTSTACK_READS_PER_SECOND", settings.reads_per_second);
  settings.writes_per_second =
      read_pace(reader, "STACKTAG_CONTENTSTACK_WRITES_PER_SECOND", settings.writes_per_second);
  return settings;
}

}  // namespace stacktag
