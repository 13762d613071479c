// SPDX-License-Identifier: Apache-2.0
// The canonical forms that Signature Version 4 prescribes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/client.h"

namespace stacktag::aws {

/// A path with dot segments and double slashes removed, each segment encoded once more (all
/// services but S3).
std::string canonical_path(std::string_view path);

/// A query sorted by name and value, each encoded; a name without value gets an empty one.
std::string canonical_query(std::string_view query);

struct CanonicalHeaders {
  std::string block{};  ///< name:value lines
  std::string names{};  ///< joined by ';'
};
/// Names in lower case and sorted, values trimmed with inner blanks collapsed, repeated ones joined
/// by ','.
CanonicalHeaders canonical_headers(std::vector<http::Header> const& headers);

}  // namespace stacktag::aws
