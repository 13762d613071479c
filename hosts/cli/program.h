// SPDX-License-Identifier: Apache-2.0
// From the words of a command line to its exit code.
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/exit_code.h"

namespace stacktag::cli {

/// `words` are the arguments behind the program's name.
ExitCode run_program(std::vector<std::string> words, Console const& console);

}  // namespace stacktag::cli
