// SPDX-License-Identifier: Apache-2.0
// The networks that stacktag knows by name: where their files are and how they want to be asked.
// Nothing of them is part of stacktag.
#pragma once

#include <vector>

#include "network_vision/manifest.h"

namespace stacktag::network_vision {

/// Without golden pictures: what these networks say is learned when they are pulled (install.h).
std::vector<Manifest> built_in_models();

}  // namespace stacktag::network_vision
