// SPDX-License-Identifier: Apache-2.0
#include "rules/rules.h"

#include <algorithm>

#include "rules/person_guesses.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

bool one_fits(std::vector<std::string> const& patterns, std::string_view text) {
  return patterns.empty() ||
         std::ranges::any_of(patterns, [text](auto const& pattern) { return fits(pattern, text); });
}

// Whether labels may be dropped for another reason than their confidence or a guess: then nobody
// knows how many it takes until enough are left.
bool drops_many(TagPolicy const& policy) {
  bool const by_parents = policy.parents != Parents::found && policy.parents != Parents::chain;
  bool const by_category = std::ranges::any_of(
      policy.categories, [](auto const& entry) { return entry.second.tags_max.has_value(); });
  return by_parents || by_category || !policy.blocked.empty() || !policy.renamed.empty() ||
         !policy.labels.empty() || policy.variants == Variants::together ||
         policy.vocabulary.mode != VocabularyMode::open || !policy.languages.empty() ||
         policy.alt_text == AltText::write;
}

// The lowest that its rules for labels and categories set; 100 where they set none.
double lowest_of_rules(TagPolicy const& policy) {
  double lowest = 100;
  auto const consider = [&lowest](auto const& entry) {
    lowest = std::min(lowest, entry.second.confidence_min.value_or(lowest));
  };
  std::ranges::for_each(policy.labels, consider);
  std::ranges::for_each(policy.categories, consider);
  return lowest;
}

// The most that several policies want, in whatever company their rules come to count.
class Wants {
 public:
  explicit Wants(TagPolicy const& policy) : confidence_(policy.confidence_min) { consider(policy); }

  void consider(TagPolicy const& policy) {
    bool const guesses = policy.person_guesses == PersonGuesses::leave_out;
    confidence_ = std::min(confidence_, policy.confidence_min);
    of_rules_ = std::min(of_rules_, lowest_of_rules(policy));
    tags_ = std::max(tags_, policy.tags_max);
    spare_ = std::max({spare_, guesses ? person_guesses_count() : 0,
                       drops_many(policy) ? limits::labels_max : 0});
  }

  LabelNeeds needs() const {
    return {std::min(confidence_, of_rules_), std::min(tags_ + spare_, limits::labels_max),
            of_rules_};
  }

 private:
  double confidence_;
  double of_rules_ = 100;
  int tags_ = 0;
  int spare_ = 0;
};

}  // namespace

bool fits(Condition const& condition, Asset const& asset, std::string_view branch) {
  auto const folder = asset.folder.empty() ? k_no_folder : std::string_view(asset.folder);
  return one_fits(condition.folders, folder) && one_fits(condition.files, asset.filename) &&
         one_fits(condition.content_types, asset.content_type) &&
         one_fits(condition.titles, asset.title) && one_fits(condition.branches, branch);
}

Ruling rule_on(Rules const& rules, Asset const& asset, std::string_view branch) {
  Ruling ruling{.policy = rules.base};
  for (auto const& rule : rules.assets) {
    if (!fits(rule.when, asset, branch)) {
      continue;
    }
    apply(rule.changes, ruling.policy);
    if (rule.skip) {
      ruling.skipped_by = *rule.skip ? std::optional(rule.name) : std::nullopt;
    }
  }
  apply(rules.last, ruling.policy);
  return ruling;
}

TagPolicy general_policy(Rules const& rules) {
  auto policy = rules.base;
  apply(rules.last, policy);
  return policy;
}

LabelNeeds needs_of(TagPolicy const& policy) {
  return Wants(policy).needs();
}

LabelNeeds needs_of(Rules const& rules) {
  Wants wants(general_policy(rules));
  for (auto const& rule : rules.assets) {
    auto policy = rules.base;
    apply(rule.changes, policy);
    apply(rules.last, policy);
    wants.consider(policy);
  }
  return wants.needs();
}

bool needs_ledger(Rules const& rules) {
  auto const asks = [](std::optional<Merge> merge) { return merge == Merge::replace_machine; };
  if (rules.last.merge) {
    return asks(rules.last.merge);
  }
  return asks(rules.base.merge) || std::ranges::any_of(rules.assets, [&](auto const& rule) {
           return asks(rule.changes.merge);
         });
}

bool uses_words_of_stack(TagPolicy const& policy) {
  return policy.vocabulary.mode != VocabularyMode::open &&
         policy.vocabulary.source == VocabularySource::stack;
}

}  // namespace stacktag
