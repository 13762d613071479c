// SPDX-License-Identifier: Apache-2.0
// Text from outside on a terminal: tags, messages and names of files must not command it.
#pragma once

#include <string>
#include <string_view>

namespace stacktag::cli {

/// With '?' for every control character (C0, DEL, C1) and for every byte that is no UTF-8, since a
/// terminal may take one for a control character.
std::string printable(std::string_view text);

}  // namespace stacktag::cli
