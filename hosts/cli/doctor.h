// SPDX-License-Identifier: Apache-2.0
// The command `stacktag doctor`: what is wrong, and how to mend it.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode doctor(DoctorArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
