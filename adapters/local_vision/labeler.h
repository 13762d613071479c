// SPDX-License-Identifier: Apache-2.0
// A labelling engine on this machine, without an account or a download, over OpenCV.
#pragma once

#include <memory>
#include <string>

#include "ports/labeler.h"

namespace stacktag::local_vision {

struct Options {
  /// Folder of OpenCV's haarcascades; empty: where Debian's opencv-data has them.
  std::string cascades{};
};

/// Errors: `bad_configuration` where the cascades are not found.
Result<std::unique_ptr<Labeler>> make_labeler(Options const& options);

}  // namespace stacktag::local_vision
