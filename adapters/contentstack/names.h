// SPDX-License-Identifier: Apache-2.0
// What may stand in a path, a query or a header of a request to Contentstack.
#pragma once

#include <string_view>

namespace stacktag::contentstack {

/// A uid of an asset, a branch or a stack: letters, digits, '_' and '-', 1 to 64 of them.
/// Contentstack's own match ^(blt|am)[a-f0-9]+$ for assets; branches are named by people.
bool is_uid(std::string_view text);

/// Printable ASCII without blanks at its ends: a token or a key as a header's value.
bool is_header_value(std::string_view text);

}  // namespace stacktag::contentstack
