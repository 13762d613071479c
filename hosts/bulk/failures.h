// SPDX-License-Identifier: Apache-2.0
// When a run over many assets had better end: where a person has to mend something first, where
// money is spent, and where one failure follows the other.
#pragma once

#include <optional>

#include "stacktag/error.h"

namespace stacktag::bulk {

class Failures {
 public:
  /// Of one asset after the other; the error where the run should end.
  std::optional<Error> after(Reason reason, std::string const& message);

 private:
  int in_a_row_ = 0;
};

}  // namespace stacktag::bulk
