// SPDX-License-Identifier: Apache-2.0
#include "flow/features.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "stacktag/text.h"

namespace stacktag {
namespace {

constexpr std::array<std::string_view, 6> k_names{"labels", "properties", "moderation",
                                                  "text",   "faces",      "celebrities"};
static_assert(static_cast<std::size_t>(Feature::celebrities) + 1 == k_names.size());

}  // namespace

std::array<std::string_view, 6> const& feature_names() {
  return k_names;
}

std::string_view to_string(Feature feature) {
  return k_names[static_cast<std::size_t>(feature)];
}

std::optional<Feature> feature_named(std::string_view name) {
  auto const found =
      std::ranges::find_if(k_names, [name](auto known) { return same_text(known, name); });
  return found == k_names.end() ? std::nullopt
                                : std::optional(static_cast<Feature>(found - k_names.begin()));
}

void add(Cost& sum, Cost const& more) {
  for (auto const& [feature, paid] : more) {
    sum[feature].calls += paid.calls;
    sum[feature].microdollars += paid.microdollars;
  }
}

std::int64_t microdollars(Cost const& cost) {
  std::int64_t sum = 0;
  for (auto const& [feature, paid] : cost) {
    sum += paid.microdollars;
  }
  return sum;
}

double dollars(std::int64_t microdollars) {
  return static_cast<double>(microdollars) / 1'000'000;
}

void add(Answered& known, Answered more) {
  known.features.insert(more.features.begin(), more.features.end());
  auto& labels = known.labels;
  std::ranges::move(more.labels.found, std::back_inserter(labels.found));
  std::ranges::stable_sort(labels.found, std::ranges::greater{}, &Label::confidence);
  if (labels.engine.empty()) {
    labels.engine = std::move(more.labels.engine);
  }
  if (!more.labels.model_version.empty()) {
    labels.model_version += (labels.model_version.empty() ? "" : ", ") + more.labels.model_version;
  }
  if (more.labels.properties) {
    labels.properties = std::move(more.labels.properties);
  }
}

}  // namespace stacktag
