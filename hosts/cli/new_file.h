// SPDX-License-Identifier: Apache-2.0
// Files that a command writes.
#pragma once

#include <string>

#include "stacktag/result.h"

namespace stacktag::cli {

/// Whether it may be made: what is there already may be somebody's work. Well where `path` is
/// empty. Errors of all: `bad_configuration`.
Result<void> check_new_file(std::string const& path);

/// Makes it; never writes over one.
Result<void> write_new_file(std::string const& path, std::string const& text);

/// Writes over what is there.
Result<void> write_file(std::string const& path, std::string const& text);

}  // namespace stacktag::cli
