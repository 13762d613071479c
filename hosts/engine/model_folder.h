// SPDX-License-Identifier: Apache-2.0
// Where networks of the user's choice are on this machine.
#pragma once

#include <string>

#include "environment/environment.h"
#include "lock/file_lock.h"
#include "stacktag/result.h"

namespace stacktag {

/// STACKTAG_MODELS_DIR, else stacktag/models below $XDG_DATA_HOME, else below ~/.local/share.
std::string models_folder(Environment const& environment);

/// Of a model's name, or of a folder that is named by a path.
std::string model_path(std::string const& name_or_folder, Environment const& environment);

/// While its files come, and until it has passed its own test.
std::string unfinished(std::string const& folder);
/// Against another stacktag that would change the same folder. Error: `labeler_unavailable`.
Result<FileLock> lock_model(std::string const& folder);

}  // namespace stacktag
