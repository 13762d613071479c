// SPDX-License-Identifier: Apache-2.0
#include "library/evaluation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "rules/choose.h"
#include "rules/words.h"

namespace stacktag {
namespace {

constexpr int k_percent_max = 100;

std::optional<double> share(int part, int rest) {
  return part + rest == 0 ? std::nullopt : std::optional(static_cast<double>(part) / (part + rest));
}

std::string word_key(std::string const& tag) {
  return tag_key(tag, Variants::together);
}

TagPolicy without_prefixes(TagPolicy policy) {
  policy.prefix.clear();
  for (auto& [name, rule] : policy.labels) {
    rule.prefix.reset();
  }
  for (auto& [name, rule] : policy.categories) {
    rule.prefix.reset();
  }
  return policy;
}

// Whether a label is sure enough for one of the thresholds and not for the other; else both choose
// the same.
bool tells_apart(Labels const& labels, int lower, int higher) {
  return std::ranges::any_of(labels.found, [&](Label const& label) {
    return label.confidence >= lower && label.confidence < higher;
  });
}

}  // namespace

std::optional<double> Tally::precision() const {
  return share(right, wrong);
}

std::optional<double> Tally::recall() const {
  return share(right, missed);
}

Evaluation::Evaluation(int lowest, int step) {
  for (int threshold = lowest; threshold <= k_percent_max; threshold += step) {
    thresholds_.push_back(threshold);
  }
  tallies_.resize(thresholds_.size());
}

void Evaluation::add(Labels const& labels, TagPolicy policy,
                     std::vector<std::string> const& people) {
  std::set<std::string> given;
  std::ranges::transform(people, std::inserter(given, given.end()), word_key);
  if (given.empty()) {
    ++left_out_;
    return;
  }
  ++assets_;
  for (auto const& key : given) {
    ++given_[key];
  }
  policy = without_prefixes(std::move(policy));
  Choice choice;
  for (std::size_t place = 0; place < thresholds_.size(); ++place) {
    if (place == 0 || tells_apart(labels, thresholds_[place - 1], thresholds_[place])) {
      policy.confidence_min = thresholds_[place];
      choice = decide_tags(labels, policy);
    }
    count(place, choice, given);
  }
}

void Evaluation::count(std::size_t place, Choice const& choice,
                       std::set<std::string> const& given) {
  std::set<std::string> suggested;
  for (auto const& decision : choice.decisions) {
    for (auto const& tag : decision.tags) {
      auto const key = word_key(tag);
      suggested.insert(key);
      auto& counts = labels_[{decision.name, key}];
      counts.tag = tag;
      counts.right.resize(thresholds_.size());
      counts.wrong.resize(thresholds_.size());
      ++(given.contains(key) ? counts.right : counts.wrong)[place];
    }
  }
  auto const right = static_cast<int>(std::ranges::count_if(
      suggested, [&given](std::string const& key) { return given.contains(key); }));
  auto& tally = tallies_[place];
  tally.assets += suggested.empty() ? 0 : 1;
  tally.right += right;
  tally.wrong += static_cast<int>(suggested.size()) - right;
  tally.missed += static_cast<int>(given.size()) - right;
}

std::vector<ThresholdResult> Evaluation::by_threshold() const {
  std::vector<ThresholdResult> results;
  for (std::size_t place = 0; place < thresholds_.size(); ++place) {
    results.push_back({thresholds_[place], tallies_[place]});
  }
  return results;
}

std::vector<LabelResult> Evaluation::by_label(int threshold) const {
  auto const found = std::ranges::find(thresholds_, threshold);
  std::vector<LabelResult> results;
  if (found == thresholds_.end()) {
    return results;
  }
  auto const place = static_cast<std::size_t>(found - thresholds_.begin());
  for (auto const& [names, counts] : labels_) {
    auto const right = counts.right[place];
    auto const suggestions = right + counts.wrong[place];
    auto const given = given_.find(names.second);
    auto const missed = (given == given_.end() ? 0 : given->second) - right;
    if (suggestions > 0) {
      results.push_back(
          {names.first, counts.tag, {suggestions, right, counts.wrong[place], missed}});
    }
  }
  std::ranges::stable_sort(results, std::ranges::greater{},
                           [](LabelResult const& result) { return result.tally.assets; });
  return results;
}

std::optional<ThresholdResult> recommended(std::vector<ThresholdResult> const& results,
                                           double target) {
  auto const found = std::ranges::find_if(results, [target](ThresholdResult const& result) {
    auto const precision = result.tally.precision();
    return precision && *precision >= target;
  });
  return found == results.end() ? std::nullopt : std::optional(*found);
}

}  // namespace stacktag
