// SPDX-License-Identifier: Apache-2.0
// Whatever the engine answers, labels come best first and only sound tags leave.
#include <algorithm>

#include "fuzz/target.h"
#include "rekognition/reply.h"
#include "rules/choose.h"
#include "rules/plan.h"

namespace stacktag::fuzz {

FUZZ_TARGET(label_json) {
  auto const labels = rekognition::decode_labels(text);
  if (!labels) {
    hold(labels.error().reason == Reason::labeler_unavailable);
    return;
  }
  TagPolicy const policy{.tags_max = 5};
  auto const tags = choose_tags(*labels, policy);
  bool const sound = std::ranges::all_of(tags, [](std::string const& tag) {
    return !tag.empty() && tag.find(',') == std::string::npos && tag.size() <= 4 * 50;
  });
  auto const plan = plan_tags({"kept"}, tags, Merge::add);
  bool const again = plan_tags(plan.tags, tags, Merge::add).changes;
  hold(std::ranges::is_sorted(labels->found, std::ranges::greater{}, &Label::confidence));
  hold(sound);
  hold(tags.size() <= 5);
  hold(plan.tags.front() == "kept");
  hold(!again);
}

}  // namespace stacktag::fuzz
