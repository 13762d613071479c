// SPDX-License-Identifier: Apache-2.0
// How the program tells the shell what became of its work; the help text has the same list.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "stacktag/reason.h"

namespace stacktag::cli {

enum class ExitCode {
  well = 0,
  failed = 1,    ///< it may work later, or stacktag made a mistake
  mistaken = 2,  ///< usage, configuration or credentials
  rejected = 3,  ///< this input will never work
  interrupted = 130,
};

ExitCode exit_code_of(Reason reason);

/// What counts for several inputs together: first what a person has to mend, then what may work
/// later.
ExitCode graver(ExitCode a, ExitCode b);

/// Names every mistake of the configuration.
ExitCode tell_mistakes(std::ostream& err, std::vector<std::string> const& mistakes);

}  // namespace stacktag::cli
