// SPDX-License-Identifier: Apache-2.0
// From labels to tags: the customer's rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flow/labels.h"

namespace stacktag {

enum class Merge {
  add,      ///< after the tags that are there; none is ever taken away
  replace,  ///< instead of the tags that are there, as the original function did
};

enum class PersonGuesses { leave_out, keep };

struct TagPolicy {
  double confidence_min = 70;  ///< 0 to 100
  int tags_max = 10;           ///< new tags for one asset, from 1
  Merge merge = Merge::add;
  PersonGuesses person_guesses = PersonGuesses::leave_out;

  bool operator==(TagPolicy const&) const = default;
};

/// How many labels to ask the engine for, so that `tags_max` are left after the policy has dropped
/// some.
int labels_to_ask_for(TagPolicy const& policy);

/// A label that guesses a person's gender or age (Man, Girl, Senior Citizen, ...).
bool guesses_person(std::string_view label);

/// The labels' names that may become tags: best first, at most tags_max, none with a comma or of
/// more than 50 characters, no two alike but for their case.
std::vector<std::string> choose_tags(Labels const& labels, TagPolicy const& policy);

struct TagPlan {
  std::vector<std::string> tags{};   ///< all tags of the asset afterwards
  std::vector<std::string> added{};  ///< those of them that are new
  bool changes = false;              ///< whether `tags` differs from what is there

  bool operator==(TagPlan const&) const = default;
};

/// What the asset's tags become. Tags that are there stay as they are written, in their order.
TagPlan plan_tags(std::vector<std::string> const& existing, std::vector<std::string> const& chosen,
                  Merge merge);

/// Whether two tags are one to an editor: the same but for case and surrounding blanks.
bool same_tag(std::string_view a, std::string_view b);

}  // namespace stacktag
