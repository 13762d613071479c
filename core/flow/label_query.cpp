// SPDX-License-Identifier: Apache-2.0
#include "flow/label_query.h"

#include <algorithm>

#include "rules/rules.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

bool has(std::vector<std::string> const& names, std::string const& name) {
  return std::ranges::any_of(names, [&](auto const& one) { return same_text(one, name); });
}

bool share(std::vector<std::string> const& names, std::vector<std::string> const& others) {
  return std::ranges::any_of(others, [&](auto const& name) { return has(names, name); });
}

}  // namespace

bool LabelFilters::any() const {
  return *this != LabelFilters{};
}

LabelQuery enough_for(LabelNeeds const& needs, LabelQuery questions) {
  questions.confidence_min = needs.confidence_min;
  questions.labels_max = needs.labels_max;
  for (auto& [feature, threshold] : questions.thresholds) {
    threshold = std::min(threshold, needs.of_rules_min);
  }
  return questions;
}

double threshold_of(LabelQuery const& query, Feature feature) {
  auto const own = query.thresholds.find(feature);
  return own == query.thresholds.end() ? query.confidence_min : own->second;
}

bool passes(LabelFilters const& filters, Label const& label) {
  bool const all = filters.labels_include.empty() && filters.categories_include.empty();
  bool const included = all || has(filters.labels_include, label.name) ||
                        share(filters.categories_include, label.categories);
  return included && !has(filters.labels_exclude, label.name) &&
         !share(filters.categories_exclude, label.categories);
}

bool covers(LabelQuery const& before, std::size_t found, LabelQuery const& asked, Feature feature) {
  if (threshold_of(before, feature) > threshold_of(asked, feature)) {
    return false;
  }
  if (feature != Feature::labels) {
    return true;
  }
  bool const as_many =
      before.labels_max >= asked.labels_max || static_cast<int>(found) < before.labels_max;
  return as_many && (!before.filters.any() || before.filters == asked.filters);
}

void keep_asked(Labels& labels, LabelQuery const& query) {
  std::erase_if(labels.found, [&](Label const& label) {
    // Written this way round, a confidence that is not a number is too small as well.
    return !query.features.contains(label.feature) ||
           !(label.confidence >= threshold_of(query, label.feature)) ||
           (label.feature == Feature::labels && !passes(query.filters, label));
  });
  if (!query.features.contains(Feature::properties)) {
    labels.properties.reset();
  }
}

}  // namespace stacktag
