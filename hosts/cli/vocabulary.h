// SPDX-License-Identifier: Apache-2.0
// The command `stacktag vocabulary`: what do the people of this stack call things?
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode vocabulary(VocabularyArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
