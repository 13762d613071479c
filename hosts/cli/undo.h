// SPDX-License-Identifier: Apache-2.0
// The command `stacktag undo`: take back what was written.
#pragma once

#include "cli/arguments_library.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace stacktag::cli {

ExitCode undo(UndoArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
