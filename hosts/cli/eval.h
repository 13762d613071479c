// SPDX-License-Identifier: Apache-2.0
// The command `stacktag eval`: how good are engine and rules, by people's own tags?
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode eval(EvalArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
