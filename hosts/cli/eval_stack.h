// SPDX-License-Identifier: Apache-2.0
// Engine and rules held against the tags that people gave to the assets of a stack.
#pragma once

#include <tl/expected.hpp>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/evaluated.h"

namespace stacktag::cli {

/// What stands in the way is told.
tl::expected<Evaluated, ExitCode> eval_stack(EvalArguments const& arguments,
                                             Console const& console);

}  // namespace stacktag::cli
