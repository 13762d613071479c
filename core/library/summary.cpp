// SPDX-License-Identifier: Apache-2.0
#include "library/summary.h"

#include <algorithm>

namespace stacktag {
namespace {

constexpr std::size_t k_samples_max = 8;

PlanSummary::Counted most_frequent(std::map<std::string, int> const& counts,
                                   std::size_t count_max) {
  PlanSummary::Counted all(counts.begin(), counts.end());
  std::ranges::stable_sort(all, [](auto const& a, auto const& b) { return a.second > b.second; });
  all.resize(std::min(all.size(), count_max));
  return all;
}

}  // namespace

void PlanSummary::add(PlannedAsset const& planned) {
  ++ends_[planned.end];
  tags_added_ += static_cast<int>(planned.change.added.size() + planned.change.restored.size());
  tags_removed_ += static_cast<int>(planned.change.removed.size());
  descriptions_ += planned.description ? 1 : 0;
  for (auto const& tag : planned.change.added) {
    ++new_tags_[tag];
  }
  for (auto const& label : planned.unlisted) {
    ++unlisted_[label];
  }
  if (planned.end == PlannedEnd::skipped || planned.end == PlannedEnd::failed) {
    ++failures_[std::string(to_string(planned.reason))];
  }
  if (planned.end == PlannedEnd::change) {
    take_sample(planned);
  }
}

// Every n-th of those that change; n doubles whenever there are too many.
void PlanSummary::take_sample(PlannedAsset const& planned) {
  if ((of(PlannedEnd::change) - 1) % sample_step_ != 0) {
    return;
  }
  samples_.push_back(planned);
  if (samples_.size() <= k_samples_max) {
    return;
  }
  sample_step_ *= 2;
  std::vector<PlannedAsset> fewer;
  for (std::size_t i = 0; i < samples_.size(); i += 2) {
    fewer.push_back(std::move(samples_[i]));
  }
  samples_ = std::move(fewer);
}

int PlanSummary::assets() const {
  int all = 0;
  for (auto const& [end, count] : ends_) {
    all += count;
  }
  return all;
}

int PlanSummary::of(PlannedEnd end) const {
  auto const found = ends_.find(end);
  return found == ends_.end() ? 0 : found->second;
}

PlanSummary::Counted PlanSummary::new_tags(std::size_t count_max) const {
  return most_frequent(new_tags_, count_max);
}

PlanSummary::Counted PlanSummary::unlisted(std::size_t count_max) const {
  return most_frequent(unlisted_, count_max);
}

PlanSummary::Counted PlanSummary::failures() const {
  return most_frequent(failures_, failures_.size());
}

}  // namespace stacktag
