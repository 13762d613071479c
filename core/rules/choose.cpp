// SPDX-License-Identifier: Apache-2.0
#include "rules/choose.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rules/candidate.h"
#include "rules/parents.h"
#include "rules/person_guesses.h"
#include "rules/spelling.h"
#include "rules/taking.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

std::string entry(std::string_view table, std::string const& name, std::string_view key) {
  return std::string(table) + ".\"" + name + "\"." + std::string(key);
}

struct Threshold {
  double confidence = 0;
  std::string rule{};
};

// That of the label counts most, then the strictest of its categories, then that of the question
// which the label answers, then the general one.
Threshold threshold_for(Label const& label, TagPolicy const& policy) {
  auto const own = policy.labels.find(name_key(label.name));
  if (own != policy.labels.end() && own->second.confidence_min) {
    return {*own->second.confidence_min, entry("labels", label.name, "min_confidence")};
  }
  std::optional<Threshold> strictest;
  for (auto const& category : label.categories) {
    auto const found = policy.categories.find(name_key(category));
    if (found == policy.categories.end() || !found->second.confidence_min) {
      continue;
    }
    auto const confidence = *found->second.confidence_min;
    if (!strictest || confidence > strictest->confidence) {
      strictest = Threshold{confidence, entry("categories", category, "min_confidence")};
    }
  }
  if (strictest) {
    return *strictest;
  }
  auto const asked = policy.thresholds.find(label.feature);
  return asked != policy.thresholds.end() ? Threshold{asked->second, ""}
                                          : Threshold{policy.confidence_min, "tags.min_confidence"};
}

void screen(Candidate& candidate, TagPolicy const& policy) {
  auto const& label = candidate.label;
  auto const threshold = threshold_for(label, policy);
  // Written this way round, a confidence that is not a number is too small as well.
  if (!(label.confidence >= threshold.confidence)) {
    candidate.is_sure = false;
    candidate.drop(threshold.rule, percent(label.confidence) + " is below the least confidence, " +
                                       percent(threshold.confidence));
  } else if (trim(label.name).empty()) {
    candidate.drop("", "it has no name");
  } else if (policy.person_guesses == PersonGuesses::leave_out && guesses_person(label.name)) {
    candidate.drop("tags.person_guesses", "it guesses somebody's gender, age or family");
  } else if (auto const* const pattern = blocking_pattern(label.name, policy)) {
    candidate.drop("tags.block", "\"" + *pattern + "\" blocks it");
  }
}

// A confidence that is not a number would leave no order.
double rank(Label const& label) {
  return std::isnan(label.confidence) ? -1 : label.confidence;
}

std::vector<Candidate> candidates_of(Labels const& labels) {
  auto ranked = labels.found;
  std::ranges::stable_sort(ranked, std::ranges::greater{}, rank);
  std::vector<Candidate> all;
  for (auto& label : ranked) {
    Decision decision{.name = label.name,
                      .confidence = label.confidence,
                      .feature = label.feature,
                      .instances = label.instances};
    all.push_back({.label = std::move(label), .decision = std::move(decision)});
  }
  return all;
}

std::vector<Candidate> with_aliases(std::vector<Candidate> all, TagPolicy const& policy) {
  if (policy.aliases == Aliases::leave_out) {
    return all;
  }
  std::vector<Candidate> more;
  for (auto& candidate : all) {
    bool const counts = !candidate.is_out;
    auto const label = candidate.label;
    more.push_back(std::move(candidate));
    for (auto const& alias : counts ? label.aliases : std::vector<std::string>{}) {
      auto added =
          added_candidate(alias, label, "tags.aliases", "added as an alias of " + label.name);
      screen(added, policy);
      more.push_back(std::move(added));
    }
  }
  return more;
}

}  // namespace

Candidate added_candidate(std::string name, Label const& by, std::string rule,
                          std::string because) {
  Candidate added{.label = {.name = name,
                            .confidence = by.confidence,
                            .categories = by.categories,
                            .feature = by.feature}};
  added.decision = {.name = std::move(name),
                    .confidence = by.confidence,
                    .feature = by.feature,
                    .rule = std::move(rule),
                    .because = std::move(because)};
  return added;
}

Choice decide_tags(Labels const& labels, TagPolicy const& policy) {
  auto all = candidates_of(labels);
  for (auto& candidate : all) {
    screen(candidate, policy);
  }
  all = settle_parents(std::move(all), policy,
                       [&policy](Candidate& candidate) { screen(candidate, policy); });
  all = with_aliases(std::move(all), policy);
  for (auto& candidate : all) {
    if (!candidate.is_out) {
      spell(candidate, policy);
    }
  }
  Choice choice{.tags = take_best(all, policy)};
  for (auto& candidate : all) {
    choice.decisions.push_back(std::move(candidate.decision));
  }
  return choice;
}

std::vector<std::string> choose_tags(Labels const& labels, TagPolicy const& policy) {
  return decide_tags(labels, policy).tags;
}

}  // namespace stacktag
