// SPDX-License-Identifier: Apache-2.0
// A labelling engine on this machine, without an account or a download, over OpenCV.
// docs/local-engine.md says what it knows, and how well.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "ports/labeler.h"

namespace stacktag::local_vision {

struct Options {
  /// Folder of OpenCV's haarcascades; empty: where Debian's opencv-data has them.
  std::string cascades{};
  /// Labels to give beside the usual ones; with "-" in front, not to give. "all" is every label.
  std::vector<std::string> labels{};
};

/// STACKTAG_LOCAL_LABELS. Every mistake is told to the reader.
Options read_options(SettingsReader& reader);

/// Errors: `bad_configuration` where the cascades are not found.
Result<std::unique_ptr<Labeler>> make_labeler(Options const& options);

}  // namespace stacktag::local_vision
