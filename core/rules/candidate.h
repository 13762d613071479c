// SPDX-License-Identifier: Apache-2.0
// A word that may become a tag, on its way through the rules.
#pragma once

#include <string>
#include <vector>

#include "flow/labels.h"
#include "rules/choose.h"

namespace stacktag {

struct Candidate {
  Label label{};
  Decision decision{};
  bool is_out = false;
  bool is_sure = true;  ///< whether the engine is as sure of it as it has to be

  void drop(std::string rule, std::string because) {
    is_out = true;
    decision.verdict = Verdict::dropped;
    decision.tags.clear();
    decision.rule = std::move(rule);
    decision.because = std::move(because);
  }
};

/// `parent` or alias of a label, which the rules add by `rule`.
Candidate added_candidate(std::string name, Label const& by, std::string rule, std::string because);

}  // namespace stacktag
