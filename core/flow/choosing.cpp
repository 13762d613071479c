// SPDX-License-Identifier: Apache-2.0
#include "flow/choosing.h"

#include <utility>

#include "rules/alt_text.h"

namespace stacktag {

Result<TagPolicy> policy_for(Pipeline const& parts, Asset const& asset, std::string const& branch) {
  auto ruling = rule_on(parts.settings.tags, asset, branch);
  if (ruling.skipped_by) {
    return fail(Reason::skipped_by_rule, "the rule \"" + *ruling.skipped_by + "\" skips it");
  }
  ruling.policy.thresholds = parts.settings.questions.thresholds;
  return std::move(ruling.policy);
}

Result<void> look_up_words(Pipeline const& parts, TagPolicy& policy, std::string const& branch,
                           Deadline const& deadline, Report& report) {
  if (uses_words_of_stack(policy)) {
    TRY(policy.vocabulary.words,
        parts.stack_words.of(branch, parts.store, parts.clock, deadline, report.reads));
  }
  return {};
}

Chosen chosen_of(Labels const& labels, Choice choice, TagPolicy const& policy) {
  Chosen chosen{.alt_text = alt_text(labels, choice, policy),
                .engine = labels.engine,
                .model_version = labels.model_version};
  for (auto const& decision : choice.decisions) {
    for (auto const& tag : decision.tags) {
      chosen.origins.push_back({tag, decision.name, decision.confidence, decision.rule});
    }
  }
  chosen.tags = std::move(choice.tags);
  return chosen;
}

}  // namespace stacktag
