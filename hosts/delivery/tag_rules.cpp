// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <filesystem>

#include "crypto/hash.h"
#include "delivery/settings.h"
#include "rules_file/rules_file.h"

namespace stacktag {
namespace {

constexpr char const* k_file = "stacktag.toml";

Rules read_file(SettingsReader& reader) {
  auto const path = find_rules_file(reader.environment());
  if (path.empty()) {
    return {};
  }
  auto rules = rules_file::read_rules(path);
  if (rules) {
    return *std::move(rules);
  }
  for (auto const& mistake : rules.error()) {
    // In the form that editors and terminals can jump to.
    auto const text = rules_file::to_string(mistake);
    auto const space = text.find(": ") + 1;
    reader.mistake(text.substr(0, space), text.substr(space + 1));
  }
  return {};
}

Merge read_merge(SettingsReader& reader) {
  // `add` is the name that `union` had first.
  auto const chosen =
      reader.choice("STACKTAG_MERGE", 0, {"union", "add", "replace", "replace-machine"});
  return chosen == 3 ? Merge::replace_machine : chosen == 2 ? Merge::replace : Merge::add;
}

constexpr std::array k_variables{"MIN_CONFIDENCE", "MAX_TAGS", "STACKTAG_MERGE",
                                 "STACKTAG_PERSON_GUESSES"};

// Two sets of rules are the same where file and environment say the same.
void add_environment_to_hash(Environment const& environment, Rules& rules) {
  crypto::Hash hash(crypto::HashKind::sha256);
  hash.add(rules.hash);
  for (auto const* const name : k_variables) {
    hash.add(std::string("\n") + name + "=" + environment.get_or(name, ""));
  }
  rules.hash = hash.finish();
}

// What is not set leaves the file's word.
PolicyChanges read_environment(SettingsReader& reader) {
  TagPolicy const usual;
  PolicyChanges changes;
  auto const is_set = [&](char const* name) { return reader.environment().get(name).has_value(); };
  if (is_set("MIN_CONFIDENCE")) {
    changes.confidence_min = reader.number("MIN_CONFIDENCE", usual.confidence_min, 0, 100);
  }
  if (is_set("MAX_TAGS")) {
    changes.tags_max = reader.integer("MAX_TAGS", usual.tags_max, 1, limits::new_tags_max);
  }
  if (is_set("STACKTAG_MERGE")) {
    changes.merge = read_merge(reader);
  }
  if (is_set("STACKTAG_PERSON_GUESSES")) {
    auto const chosen = reader.choice("STACKTAG_PERSON_GUESSES", 0, {"leave_out", "keep"});
    changes.person_guesses = chosen == 1 ? PersonGuesses::keep : PersonGuesses::leave_out;
  }
  return changes;
}

}  // namespace

// It may be absent unless it is named.
std::string find_rules_file(Environment const& environment) {
  if (auto const named = environment.get("STACKTAG_CONFIG")) {
    return *named;
  }
  auto const folder = environment.get("LAMBDA_TASK_ROOT");
  auto const path =
      folder ? std::filesystem::path(*folder) / k_file : std::filesystem::path(k_file);
  // Where it cannot be told, reading it says why: rules that are there must not count as none.
  std::error_code unknown;
  bool const is_absent = !std::filesystem::exists(path, unknown) && !unknown;
  return is_absent ? std::string() : path.string();
}

Rules read_tag_rules(SettingsReader& reader, LedgerUse ledger) {
  auto rules = read_file(reader);
  rules.last = read_environment(reader);
  add_environment_to_hash(reader.environment(), rules);
  if (ledger == LedgerUse::none && needs_ledger(rules)) {
    reader.mistake("merge",
                   "cannot be replace-machine here: only the server (stacktag serve) has "
                   "a ledger, which knows the tags that stacktag wrote");
  }
  return rules;
}

}  // namespace stacktag
