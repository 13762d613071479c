// SPDX-License-Identifier: Apache-2.0
// Engine and rules held against a table of pictures on disk and the tags that people gave them.
#pragma once

#include <tl/expected.hpp>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/evaluated.h"

namespace stacktag::cli {

/// What stands in the way is told.
tl::expected<Evaluated, ExitCode> eval_pictures(EvalArguments const& arguments,
                                                Console const& console);

}  // namespace stacktag::cli
