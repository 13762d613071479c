// SPDX-License-Identifier: Apache-2.0
// Which library looks at pictures on this machine.
#pragma once

#include <string>

namespace stacktag::local_vision {

/// As "OpenCV/4.6.0".
std::string library_version();

}  // namespace stacktag::local_vision
