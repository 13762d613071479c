// SPDX-License-Identifier: Apache-2.0
// An engine that finds the same in every picture, at once: for measuring what is around it.
#pragma once

#include "ports/labeler.h"

namespace stacktag::sandbox {

class FixedEngine final : public Labeler {
 public:
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    return {Labels{.found = {{.name = "Horse", .confidence = 97.5, .parents = {"Animal"}},
                             {.name = "Animal", .confidence = 97.5},
                             {.name = "Field", .confidence = 88.25}},
                   .engine = "fixed"},
            1};
  }
};

}  // namespace stacktag::sandbox
