// SPDX-License-Identifier: Apache-2.0
// Every setting of the product, read from the environment at once, so that every mistake is named
// at once. Each adapter reads its own part; the customer's rules and the pace are read here.
#pragma once

#include "contentstack/asset_store.h"
#include "contentstack/webhook_auth.h"
#include "environment/environment.h"
#include "flow/label_query.h"
#include "flow/tags.h"
#include "log/log.h"
#include "rekognition/labeler.h"
#include "stacktag/limits.h"
#include "web_image/image_source.h"

namespace stacktag {

enum class Engine { rekognition, local };

struct Settings {
  contentstack::Options contentstack{};
  contentstack::AuthOptions auth{};
  web_image::Options images{};
  rekognition::Options rekognition{};  ///< empty where the engine is another one
  TagPolicy tags{};
  LabelQuery questions{};  ///< without what `tags` says of labels
  double reads_per_second = limits::contentstack_reads_per_second;
  double writes_per_second = limits::contentstack_writes_per_second;
};

Settings read_settings(SettingsReader& reader, Engine engine);

/// MIN_CONFIDENCE, MAX_TAGS, STACKTAG_MERGE (add, replace) and STACKTAG_PERSON_GUESSES (leave_out,
/// keep): whether labels that guess a person's gender or age may become tags.
TagPolicy read_tag_policy(SettingsReader& reader);

/// STACKTAG_LOG_LEVEL: debug, info, warn, error.
Level read_log_level(SettingsReader& reader);

}  // namespace stacktag
