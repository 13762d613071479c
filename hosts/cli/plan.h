// SPDX-License-Identifier: Apache-2.0
// The commands `stacktag plan` and `stacktag backfill`: what would become of the images that are
// there already, and doing it at once.
#pragma once

#include "cli/arguments_library.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace stacktag::cli {

ExitCode plan(PlanArguments const& arguments, Console const& console);
ExitCode backfill(BackfillArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
