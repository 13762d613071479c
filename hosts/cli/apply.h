// SPDX-License-Identifier: Apache-2.0
// The command `stacktag apply`: do what a plan says.
#pragma once

#include "bulk/applying.h"
#include "cli/arguments_library.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace stacktag::cli {

ExitCode apply(ApplyArguments const& arguments, Console const& console);

/// Of a plan that was just made, too.
struct PlanRun {
  LibraryArguments const& library;
  std::string plan{};   ///< its file
  std::string again{};  ///< what to do where it ends early
  bulk::ApplyRequest request{};
};
ExitCode apply_plan_file(PlanRun const& run, Console const& console);

}  // namespace stacktag::cli
