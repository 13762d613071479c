// SPDX-License-Identifier: Apache-2.0
// A picture that a user names, as bytes.
#pragma once

#include <string>

#include "cli/console.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// Whether a user means a URL, and not a file.
bool is_url(std::string const& name);

/// The bytes of a file or of an https URL, at most limits::image_bytes_max. A URL may be of any
/// public host: the user has named it.
Result<std::string> read_picture(std::string const& name, Console const& console,
                                 Deadline const& deadline);

/// Whether there is such a file, or standard input for "-".
Result<void> check_file(std::string const& name);

/// A whole file, or standard input for "-", at most `bytes_max` of it.
Result<std::string> read_file(std::string const& name, Console const& console,
                              std::size_t bytes_max);

}  // namespace stacktag::cli
