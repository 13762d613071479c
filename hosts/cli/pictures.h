// SPDX-License-Identifier: Apache-2.0
// Which pictures a user means.
#pragma once

#include <string>
#include <vector>

namespace stacktag::cli {

/// The names in their order; instead of a folder the pictures in it and in the folders below,
/// sorted, known by the ends of their names. A folder without any stays as it is.
std::vector<std::string> all_pictures(std::vector<std::string> const& names);

}  // namespace stacktag::cli
