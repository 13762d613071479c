// SPDX-License-Identifier: Apache-2.0
// Whole files of a model's folder, read and written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "stacktag/result.h"

namespace stacktag::network_vision {

/// Errors: `bad_configuration` where it is not there, cannot be read or is larger.
Result<std::string> read_small_file(std::string const& path, std::size_t bytes_max);

/// Written beside, brought to the disk and renamed: it is there whole, or as it was before.
Result<void> write_small_file(std::string const& path, std::string_view bytes);

}  // namespace stacktag::network_vision
