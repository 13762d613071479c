// SPDX-License-Identifier: Apache-2.0
// How much room text takes on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace stacktag::cli {

/// Chinese, Japanese and Korean characters and emoji take two columns, accents that go onto the
/// character before them none.
std::size_t columns(std::string_view utf8);

}  // namespace stacktag::cli
