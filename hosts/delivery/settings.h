// SPDX-License-Identifier: Apache-2.0
// Every setting of the product, read from the environment at once, so that every mistake is named
// at once. Each adapter reads its own part; the customer's rules and the pace are read here.
#pragma once

#include "contentstack/asset_store.h"
#include "contentstack/webhook_auth.h"
#include "environment/environment.h"
#include "flow/label_query.h"
#include "log/log.h"
#include "rekognition/labeler.h"
#include "rules/rules.h"
#include "stacktag/limits.h"
#include "web_image/image_source.h"

namespace stacktag {

enum class Engine { rekognition, local };

struct Settings {
  contentstack::Options contentstack{};
  contentstack::AuthOptions auth{};
  web_image::Options images{};
  rekognition::Options rekognition{};  ///< empty where the engine is another one
  Rules tags{};
  LabelQuery questions{};  ///< without what `tags` says of labels
  /// One event asks for at most three things at the same time: two versions of the asset and its
  /// file.
  double reads_at_once = 3;
  double reads_per_second = limits::contentstack_reads_per_second;
  double writes_per_second = limits::contentstack_writes_per_second;
};

/// Whether the host keeps a ledger, without which `merge = "replace-machine"` is a mistake.
enum class LedgerUse { none, kept };

Settings read_settings(SettingsReader& reader, Engine engine, LedgerUse ledger = LedgerUse::none);

/// The file that STACKTAG_CONFIG names, else stacktag.toml beside the Lambda function's code or in
/// the current directory, where there is one. MIN_CONFIDENCE, MAX_TAGS, STACKTAG_MERGE and
/// STACKTAG_PERSON_GUESSES count more than what stands in it.
Rules read_tag_rules(SettingsReader& reader, LedgerUse ledger = LedgerUse::none);

/// The file of rules; empty where there is none.
std::string find_rules_file(Environment const& environment);

/// STACKTAG_LOG_LEVEL: debug, info, warn, error.
Level read_log_level(SettingsReader& reader);

}  // namespace stacktag
