// SPDX-License-Identifier: Apache-2.0
#include "local_vision/version.h"

#include <opencv2/core/utility.hpp>

namespace stacktag::local_vision {

std::string library_version() {
  return "OpenCV/" + cv::getVersionString();
}

}  // namespace stacktag::local_vision
