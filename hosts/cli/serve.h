// SPDX-License-Identifier: Apache-2.0
// `stacktag serve`.
#pragma once

#include "cli/console.h"
#include "cli/exit_code.h"

namespace stacktag::cli {

ExitCode serve(Console const& console);

}  // namespace stacktag::cli
