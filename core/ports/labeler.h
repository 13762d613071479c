// SPDX-License-Identifier: Apache-2.0
// The engine that says what is in a picture.
#pragma once

#include "flow/image.h"
#include "flow/labels.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

struct LabelQuery {
  double confidence_min = 70;  ///< 0 to 100
  int labels_max = 10;
};

struct LabelAnswer {
  Result<Labels> labels;
  /// Calls that cost money: those answered well, and those cut off before their answer.
  int calls_paid = 0;
};

class Labeler {
 public:
  virtual ~Labeler() = default;

  /// Labels of at least the asked confidence, best first.
  virtual LabelAnswer label(Image const& image, LabelQuery const& query,
                            Deadline const& deadline) = 0;
};

}  // namespace stacktag
