// SPDX-License-Identifier: Apache-2.0
// The command `stacktag rules check`: is this file of rules as it should be?
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

/// Well, or mistaken; tells every mistake as file:line:column: message.
ExitCode check_rules(RulesArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
