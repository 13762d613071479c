// SPDX-License-Identifier: Apache-2.0
// The server's store, opened beside it for a command.
#pragma once

#include <memory>
#include <string>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "sqlite/store.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// `path` empty: where the server has it. Errors: those of sqlite::open_store.
Result<std::unique_ptr<sqlite::Store>> visit_store(std::string const& path, Console const& console);

/// Tells the error; `what` it is about may be empty.
ExitCode tell_error(Console const& console, std::string const& what, Error const& error);

}  // namespace stacktag::cli
