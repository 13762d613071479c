// SPDX-License-Identifier: Apache-2.0
// From labels to tags, and why.
#pragma once

#include <string>
#include <vector>

#include "flow/labels.h"
#include "rules/policy.h"

namespace stacktag {

enum class Verdict { kept, renamed, dropped };

/// What became of one word that the engine gave.
struct Decision {
  std::string name{};  ///< raw, as the engine has it
  double confidence = 0;
  Feature feature = Feature::labels;
  std::vector<LabelInstance> instances{};
  Verdict verdict = Verdict::dropped;
  std::vector<std::string> tags{};  ///< what it became; several where there are several languages
  std::string rule{};     ///< the key in stacktag.toml that decided; empty where none had to
  std::string because{};  ///< the same in words

  bool operator==(Decision const&) const = default;
};

struct Choice {
  std::vector<std::string> tags{};    ///< best first
  std::vector<Decision> decisions{};  ///< of every label, and of each parent and alias that the
                                      ///< rules add; best first

  bool operator==(Choice const&) const = default;
};

Choice decide_tags(Labels const& labels, TagPolicy const& policy);

/// The tags alone: best first, at most tags_max, none with a comma or of more than 50 characters,
/// no two that are one.
std::vector<std::string> choose_tags(Labels const& labels, TagPolicy const& policy);

}  // namespace stacktag
