// SPDX-License-Identifier: Apache-2.0
// What the commands for a whole library begin and end with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bulk/open_library.h"
#include "bulk/row.h"
#include "cli/arguments_library.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/interruption.h"
#include "cli/run_progress.h"

namespace stacktag::cli {

struct LibrarySession {
  std::unique_ptr<bulk::OpenLibrary> library{};
  ExitCode code = ExitCode::well;  ///< where there is no library: why, told already
};

/// `run` names what is written, by rules of this hash; of those of now where it is empty.
LibrarySession open_session(LibraryArguments const& arguments, std::string const& run,
                            Console const& console, std::string const& rules = {});

/// As "backfill-20261127T101530Z-1a2b3c4d".
std::string new_run(std::string const& command, Console const& console);

/// Whether to write to so many assets: `well` where a person agrees or needs not be asked; where
/// not, it is told.
ExitCode consent_to_write(LibraryArguments const& arguments, int assets, std::string const& stack,
                          Console const& console);

/// How the run ended, with what to do where it ended early.
ExitCode tell_end(bulk::RunEnd const& end, std::string const& again, Console const& console);

}  // namespace stacktag::cli
