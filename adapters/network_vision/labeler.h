// SPDX-License-Identifier: Apache-2.0
// A labelling engine over a network that the user has chosen, run by OpenCV on this machine.
#pragma once

#include <memory>
#include <string>

#include "ports/labeler.h"

namespace stacktag::network_vision {

/// Opens a model's folder and puts it to its own test: it is believed only where it says of its
/// golden picture what the manifest expects. The engine's name is "network:<name>", its version
/// begins the SHA-256 of the manifest, which names that of every file.
/// Errors: `bad_configuration`, and `corrupt` where a file is another one than the manifest says.
Result<std::unique_ptr<Labeler>> make_labeler(std::string const& folder);

}  // namespace stacktag::network_vision
