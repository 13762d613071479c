// SPDX-License-Identifier: Apache-2.0
// The commands `stacktag models list|pull|verify|remove`: networks of the user's choice.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode models(ModelsArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
