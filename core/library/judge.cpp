// SPDX-License-Identifier: Apache-2.0
#include "library/judge.h"

#include <utility>

#include "flow/choosing.h"
#include "library/own_tags.h"
#include "library/tag_counts.h"

namespace stacktag {
Result<Judged> Judge::judge(Asset const& asset, Evaluation& evaluation, Deadline const& deadline,
                            Report& report) const {
  OwnTags const own(parts.ledgers.assets, parts.settings.api_key, branch);
  TRY(auto const ours, own.of(asset.uid));
  auto const people = tags_of_people(asset.tags, ours);
  if (people.empty()) {
    evaluation.add({}, {}, {});
    return Judged::untagged;
  }
  TRY(auto policy, policy_for(parts, asset, ledger_branch(branch)));
  TRY_VOID(look_up_words(parts, policy, branch, deadline, report));
  TRY(auto const labels,
      labels_of(parts, event_of(parts, asset, branch), looking, deadline, report));
  if (!labels) {
    return Judged::unknown;
  }
  evaluation.add(*labels, std::move(policy), people);
  return Judged::counted;
}

}  // namespace stacktag
