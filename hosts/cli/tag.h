// SPDX-License-Identifier: Apache-2.0
// The command `stacktag tag`: what is in these pictures?
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode tag(TagArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
