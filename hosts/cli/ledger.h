// SPDX-License-Identifier: Apache-2.0
// The command `stacktag ledger show`: why does this asset have this tag?
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace stacktag::cli {

ExitCode ledger(LedgerArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
