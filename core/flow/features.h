// SPDX-License-Identifier: Apache-2.0
// The questions by name, and what asking them has cost.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "flow/labels.h"

namespace stacktag {

/// Without doubles, in the order of the enumeration.
using Features = std::set<Feature>;

/// labels, properties, moderation, text, faces, celebrities.
std::array<std::string_view, 6> const& feature_names();
std::string_view to_string(Feature feature);
/// In any case of letters; nothing where there is none of this name.
std::optional<Feature> feature_named(std::string_view name);

/// What was paid for one question.
struct Paid {
  int calls = 0;
  std::int64_t microdollars = 0;  ///< by the engine's list price

  bool operator==(Paid const&) const = default;
};

using Cost = std::map<Feature, Paid>;

void add(Cost& sum, Cost const& more);
std::int64_t microdollars(Cost const& cost);
double dollars(std::int64_t microdollars);

/// What an engine has said so far of one picture, which need not be all that it is asked.
struct Answered {
  Features features{};  ///< those that are answered, be it with no label at all
  Labels labels{};

  bool operator==(Answered const&) const = default;
};

/// Puts the answers to further questions beside those that are there: best first.
void add(Answered& known, Answered more);

}  // namespace stacktag
