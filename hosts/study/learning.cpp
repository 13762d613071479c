// SPDX-License-Identifier: Apache-2.0
#include "study/learning.h"

#include "library/own_tags.h"
#include "library/unmapped_labels.h"
#include "library/walk.h"

namespace stacktag::study {
namespace {

Result<TagCounts> count_tags(LearningSources const& sources, LearningPlan const& plan,
                             Deadline const& deadline, Told const& told) {
  Walk walk(sources.assets, plan.filter);
  OwnTags const own(sources.ledger, plan.api_key, plan.filter.branch);
  TagCounts counts;
  for (;;) {
    TRY(auto const listed, walk.next(deadline));
    if (!listed) {
      return counts;
    }
    TRY(auto const ours, own.of(listed->asset.uid));
    count_asset(counts, listed->asset.tags, ours);
    told(counts.assets, walk.count());
  }
}

}  // namespace

Result<Learned> learn(LearningSources const& sources, LearningPlan const& plan,
                      Deadline const& deadline, Told const& told) {
  Learned learned{.stack = plan.stack, .branch = plan.filter.branch, .assets_min = plan.assets_min};
  TRY(learned.counts, count_tags(sources, plan, deadline, told));
  learned.groups = groups_of(learned.counts);
  learned.proposal = propose(learned.groups, plan.assets_min);
  if (sources.census != nullptr) {
    TRY(auto const labels, sources.census->labels(plan.api_key));
    learned.unmapped = labels_without_word(labels, learned.groups, plan.policy);
  }
  return learned;
}

}  // namespace stacktag::study
