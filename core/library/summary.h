// SPDX-License-Identifier: Apache-2.0
// A plan in numbers, for people to decide from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "flow/report.h"
#include "library/planned.h"

namespace stacktag {

class PlanSummary {
 public:
  void add(PlannedAsset const& planned);

  int assets() const;
  int of(PlannedEnd end) const;
  int tags_added() const { return tags_added_; }
  int tags_removed() const { return tags_removed_; }
  int descriptions() const { return descriptions_; }

  using Counted = std::vector<std::pair<std::string, int>>;
  /// The most frequent first, then by the alphabet.
  Counted new_tags(std::size_t count_max) const;
  Counted unlisted(std::size_t count_max) const;
  Counted failures() const;  ///< by reason, skipped assets included

  /// Some of the assets that change, from all over the plan.
  std::vector<PlannedAsset> const& samples() const { return samples_; }

 private:
  void take_sample(PlannedAsset const& planned);

  std::map<PlannedEnd, int> ends_{};
  std::map<std::string, int> new_tags_{};
  std::map<std::string, int> unlisted_{};
  std::map<std::string, int> failures_{};
  int tags_added_ = 0;
  int tags_removed_ = 0;
  int descriptions_ = 0;
  std::vector<PlannedAsset> samples_{};
  int sample_step_ = 1;
};

}  // namespace stacktag
