// SPDX-License-Identifier: Apache-2.0
#include "rules/policy.h"

namespace stacktag {
namespace {

template <class Value>
void put(std::optional<Value> const& change, Value& value) {
  if (change) {
    value = *change;
  }
}

template <class Value>
void put(std::optional<Value> const& change, std::optional<Value>& value) {
  if (change) {
    value = change;
  }
}

void put(std::map<std::string, std::string> const& changes,
         std::map<std::string, std::string>& entries) {
  for (auto const& [key, value] : changes) {
    entries[key] = value;
  }
}

}  // namespace

void apply(PolicyChanges const& changes, TagPolicy& policy) {
  put(changes.confidence_min, policy.confidence_min);
  put(changes.tags_max, policy.tags_max);
  put(changes.merge, policy.merge);
  put(changes.person_guesses, policy.person_guesses);
  put(changes.parents, policy.parents);
  put(changes.cuts, policy.cuts);
  put(changes.aliases, policy.aliases);
  put(changes.letter_case, policy.letter_case);
  put(changes.variants, policy.variants);
  put(changes.prefix, policy.prefix);
  put(changes.blocked, policy.blocked);
  put(changes.renamed, policy.renamed);
  put(changes.vocabulary_mode, policy.vocabulary.mode);
  put(changes.vocabulary_source, policy.vocabulary.source);
  put(changes.vocabulary_words, policy.vocabulary.words);
  put(changes.languages, policy.languages);
  put(changes.untranslated, policy.untranslated);
  put(changes.alt_text, policy.alt_text);
  put(changes.alt_text_confidence_min, policy.alt_text_confidence_min);
  for (auto const& [key, change] : changes.labels) {
    auto& rule = policy.labels[key];
    put(change.confidence_min, rule.confidence_min);
    put(change.prefix, rule.prefix);
  }
  for (auto const& [key, change] : changes.categories) {
    auto& rule = policy.categories[key];
    rule.name = change.name;
    put(change.confidence_min, rule.confidence_min);
    put(change.tags_max, rule.tags_max);
    put(change.prefix, rule.prefix);
  }
}

}  // namespace stacktag
