// SPDX-License-Identifier: Apache-2.0
// Asking the person at the terminal before something is changed.
#pragma once

#include <string>

#include "cli/console.h"

namespace stacktag::cli {

enum class Reply { yes, no, nobody };

/// On the terminal of standard error, so that what is printed stays clean; `nobody` where that is
/// no terminal.
Reply ask(Console const& console, std::string const& question);

}  // namespace stacktag::cli
