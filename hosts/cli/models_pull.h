// SPDX-License-Identifier: Apache-2.0
// Brings a model onto this machine.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/console.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// `source` is the name of a model that is built in, a name on the mirror that STACKTAG_MODELS_URL
/// names, or the URL of a manifest. Its folder is there only once every file has come, is the one
/// that is meant, and the network has passed its own test.
/// Errors: `out_of_time` where Ctrl-C has ended it; what has come stays for the next time.
Result<void> pull(std::string const& source, ModelsArguments const& arguments,
                  Console const& console);

/// The same without a network, of files that are there already.
Result<void> finish_pull(std::string const& name, ModelsArguments const& arguments,
                         Console const& console);

/// Tests a model that is there by the user's own picture, which becomes its golden one.
Result<void> confirm(std::string const& name, std::string const& folder,
                     ModelsArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
