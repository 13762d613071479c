// SPDX-License-Identifier: Apache-2.0
// What is to become of one asset of the library: one line of a plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/asset_record.h"
#include "flow/labels.h"
#include "rules/plan.h"
#include "stacktag/reason.h"

namespace stacktag {

enum class PlannedEnd {
  change,      ///< tags or a description are to be written
  same,        ///< it has already what it should have
  unlabelled,  ///< nobody has looked at its picture, and nobody was to
  skipped,     ///< by the rules, or because it is no image
  failed,      ///< it could not be found out
};

/// A tag that is to be added, and why.
struct PlannedTag {
  TagOrigin origin{};
  std::vector<Box> boxes{};  ///< where in the picture

  bool operator==(PlannedTag const&) const = default;
};

struct PlannedAsset {
  std::string asset{};  ///< uid
  int version = 0;      ///< that was looked at
  std::string file{};   ///< uid of its file
  std::string filename{};
  std::string url{};  ///< of the file
  PlannedEnd end = PlannedEnd::same;
  Reason reason = Reason::nothing_to_add;  ///< of `skipped` and `failed`
  std::string message{};                   ///< more about it
  std::vector<std::string> kept{};
  TagChange change{};
  std::optional<std::string> description{};  ///< alternative text, where it has none
  std::vector<PlannedTag> why{};             ///< of tags that are added
  std::vector<std::string> unlisted{};       ///< labels that the vocabulary has no word for
  std::string engine{};                      ///< that the tags come from
  std::string model_version{};

  bool operator==(PlannedAsset const&) const = default;
};

std::string_view to_string(PlannedEnd end);
std::optional<PlannedEnd> planned_end_named(std::string_view name);

}  // namespace stacktag
