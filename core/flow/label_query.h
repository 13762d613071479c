// SPDX-License-Identifier: Apache-2.0
// What is asked of an engine about one picture.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "flow/features.h"
#include "flow/labels.h"

namespace stacktag {

/// Which labels are wanted at all, by name or category: those that are included, or all where
/// nothing is, less those that are excluded. For Feature::labels alone.
struct LabelFilters {
  std::vector<std::string> labels_include{};
  std::vector<std::string> labels_exclude{};
  std::vector<std::string> categories_include{};
  std::vector<std::string> categories_exclude{};

  bool any() const;
  bool operator==(LabelFilters const&) const = default;
};

struct LabelNeeds;

struct LabelQuery {
  double confidence_min = 70;  ///< 0 to 100, of what has no threshold of its own
  int labels_max = 10;         ///< of Feature::labels; the other questions have few answers
  Features features{Feature::labels};
  std::map<Feature, double> thresholds{};  ///< 0 to 100, of single features
  LabelFilters filters{};

  bool operator==(LabelQuery const&) const = default;
};

/// The same questions, asked so that whichever rule counts has enough to choose from.
LabelQuery enough_for(LabelNeeds const& needs, LabelQuery questions);

double threshold_of(LabelQuery const& query, Feature feature);

bool passes(LabelFilters const& filters, Label const& label);

/// Whether the answer to `before`, which had so many labels, tells all that `asked` wants of the
/// feature.
bool covers(LabelQuery const& before, std::size_t found, LabelQuery const& asked, Feature feature);

/// Leaves only what the query asks for: its features, at least as sure as it wants them, its
/// filters. An engine that answers more than it is asked needs that.
void keep_asked(Labels& labels, LabelQuery const& query);

}  // namespace stacktag
