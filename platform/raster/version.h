// SPDX-License-Identifier: Apache-2.0
// Which library reads pictures.
#pragma once

#include <string>

namespace stacktag::raster {

/// As "libvips/8.14.1".
std::string library_version();

}  // namespace stacktag::raster
