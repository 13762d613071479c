// SPDX-License-Identifier: Apache-2.0
// The command `stacktag deliver`: one webhook body through the whole way.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode deliver(DeliverArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
