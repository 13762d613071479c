// SPDX-License-Identifier: Apache-2.0
// The engine that says what is in a picture.
#pragma once

#include "flow/features.h"
#include "flow/image.h"
#include "flow/label_query.h"
#include "flow/labels.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

struct LabelAnswer {
  /// All that was asked, answered; or why one of the questions was not: of several failures that
  /// which a person has to mend, else that which may pass.
  Result<Labels> labels;
  /// Calls that cost money: those answered well, and those cut off before their answer.
  int calls_paid = 0;
  Cost cost{};  ///< of these calls
  /// Where a question failed: what the others brought, so that it need not be paid again.
  Answered partial{};
};

class Labeler {
 public:
  virtual ~Labeler() = default;

  /// Labels of at least the asked confidence, best first.
  virtual LabelAnswer label(Image const& image, LabelQuery const& query,
                            Deadline const& deadline) = 0;
};

}  // namespace stacktag
