// SPDX-License-Identifier: Apache-2.0
// The command `stacktag setup`: the webhook in the stack.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode setup(SetupArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
