// SPDX-License-Identifier: Apache-2.0
#include "raster/version.h"

#include <vips/vips.h>

namespace stacktag::raster {

std::string library_version() {
  return std::string("libvips/") + vips_version_string();
}

}  // namespace stacktag::raster
