// SPDX-License-Identifier: Apache-2.0
// The customer's rules as a whole: what holds for every asset, and what for some.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/asset.h"
#include "rules/policy.h"

namespace stacktag {

/// Patterns (see `fits`). Of each list that is not empty, one must fit.
struct Condition {
  std::vector<std::string> folders{};  ///< uids; k_no_folder for assets that are in none
  std::vector<std::string> files{};    ///< names
  std::vector<std::string> content_types{};
  std::vector<std::string> titles{};
  std::vector<std::string> branches{};

  bool operator==(Condition const&) const = default;
};

/// Contentstack's own word for the place of assets that are in no folder.
inline constexpr std::string_view k_no_folder = "cs_root";

struct AssetRule {
  std::string name{};  ///< for people
  Condition when{};
  std::optional<bool> skip{};
  PolicyChanges changes{};

  bool operator==(AssetRule const&) const = default;
};

struct Rules {
  TagPolicy base{};                 ///< of an asset that no rule fits
  std::vector<AssetRule> assets{};  ///< all that fit count, a later one more
  PolicyChanges last{};             ///< counts most: what the environment says
  std::string hash{};               ///< of the texts they stand in; empty where nobody took it

  bool operator==(Rules const&) const = default;
};

bool fits(Condition const& condition, Asset const& asset, std::string_view branch);

struct Ruling {
  TagPolicy policy{};
  std::optional<std::string> skipped_by{};  ///< the name of the rule that says to skip the asset
};

Ruling rule_on(Rules const& rules, Asset const& asset, std::string_view branch);

/// The policy where nothing is known of an asset: no rule for some assets counts.
TagPolicy general_policy(Rules const& rules);

/// What the engine is asked for, so that whichever rule counts has enough to choose from.
struct LabelNeeds {
  double confidence_min = 0;
  int labels_max = 0;
  double of_rules_min = 100;  ///< lowest confidence of a rule for a label or category

  bool operator==(LabelNeeds const&) const = default;
};
LabelNeeds needs_of(Rules const& rules);
LabelNeeds needs_of(TagPolicy const& policy);

/// Whether any asset may need the ledger, which knows the tags that we wrote.
bool needs_ledger(Rules const& rules);

/// Whether any asset may need the words that the stack's assets are tagged with.
bool uses_words_of_stack(TagPolicy const& policy);

}  // namespace stacktag
