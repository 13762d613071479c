// SPDX-License-Identifier: Apache-2.0
// What a stack's people call things: every asset's tags, and what follows from them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "library/proposal.h"
#include "library/tag_counts.h"
#include "library/variants.h"
#include "ports/asset_ledger.h"
#include "ports/asset_list.h"
#include "ports/label_census.h"
#include "rules/policy.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::study {

struct LearningSources {
  AssetList& assets;
  AssetLedger* ledger = nullptr;  ///< null: no tag is known to be stacktag's
  LabelCensus* census = nullptr;  ///< null: what engines see is not known
};

struct LearningPlan {
  std::string stack{};  ///< its name, for people
  std::string api_key{};
  AssetFilter filter{};
  int assets_min = 1;  ///< that a word of the vocabulary needs
  TagPolicy policy{};  ///< that labels pass on their way to words
};

struct Learned {
  std::string stack{};
  std::string branch{};
  int assets_min = 1;
  TagCounts counts{};
  std::vector<TagGroup> groups{};
  Proposal proposal{};
  std::optional<std::vector<LabelUse>> unmapped{};  ///< nothing where no census was taken
};

/// Is told after each asset how many are done, and of how many.
using Told = std::function<void(int done, int all)>;

/// Memory: that of the distinct tags and labels. Errors: those of the sources.
Result<Learned> learn(LearningSources const& sources, LearningPlan const& plan,
                      Deadline const& deadline, Told const& told);

}  // namespace stacktag::study
