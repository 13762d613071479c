// SPDX-License-Identifier: Apache-2.0
// The command `stacktag top`: what a running server is doing, on the whole screen.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

/// Until Ctrl-C; where `out` is no terminal, once.
ExitCode top(TopArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
