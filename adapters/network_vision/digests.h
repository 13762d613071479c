// SPDX-License-Identifier: Apache-2.0
// Whether a file is the one that a manifest means.
#pragma once

#include <string>
#include <string_view>

#include "network_vision/manifest.h"
#include "stacktag/result.h"

namespace stacktag::network_vision {

struct Digests {
  std::size_t bytes = 0;
  std::string sha256{};
  std::string git_blob{};

  bool operator==(Digests const&) const = default;
};

Digests measure(std::string_view bytes);
/// The same of a file that is too large to be held. Errors: `bad_configuration`.
Result<Digests> measure_file(std::string const& path);

/// Errors: `corrupt` where the file is another one than `file` says.
Result<void> check(File const& file, Digests const& found);

}  // namespace stacktag::network_vision
