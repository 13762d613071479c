// SPDX-License-Identifier: Apache-2.0
#include "library/judge.h"

#include <optional>
#include <utility>

#include "flow/choosing.h"
#include "flow/fetch_image.h"
#include "flow/labelling.h"
#include "library/own_tags.h"
#include "library/tag_counts.h"

namespace stacktag {
namespace {

Result<std::optional<Labels>> labels_known(Judge const& judge, Asset const& asset) {
  for (auto const& branch : branch_names(judge.branch)) {
    TRY(auto known, known_labels(judge.parts, event_of(judge.parts, asset, branch)));
    if (known) {
      return known;
    }
  }
  return std::optional<Labels>();
}

Result<std::optional<Labels>> labels_for(Judge const& judge, Asset const& asset,
                                         Deadline const& deadline, Report& report) {
  TRY(auto known, labels_known(judge, asset));
  if (known || judge.looking == Looking::known_only) {
    return known;
  }
  auto const& parts = judge.parts;
  TRY(auto const image,
      fetch_image(parts.images, parts.preparer, parts.clock, asset.url, deadline, report));
  auto const event = event_of(parts, asset, branch_names(judge.branch).front());
  TRY(auto labels, label(parts, event, image, deadline, report));
  return std::optional(std::move(labels));
}

}  // namespace

Result<Judged> Judge::judge(Asset const& asset, Evaluation& evaluation, Deadline const& deadline,
                            Report& report) const {
  OwnTags const own(parts.ledgers.assets, parts.settings.api_key, branch);
  TRY(auto const ours, own.of(asset.uid));
  auto const people = tags_of_people(asset.tags, ours);
  if (people.empty()) {
    evaluation.add({}, {}, {});
    return Judged::untagged;
  }
  auto const named = branch_names(branch).front();
  TRY(auto policy, policy_for(parts, asset, named));
  TRY_VOID(look_up_words(parts, policy, named, deadline, report));
  TRY(auto const labels, labels_for(*this, asset, deadline, report));
  if (!labels) {
    return Judged::unknown;
  }
  evaluation.add(*labels, std::move(policy), people);
  return Judged::counted;
}

}  // namespace stacktag
