// SPDX-License-Identifier: Apache-2.0
// A picture that the engine takes: the file itself, or a smaller JPEG of it, from the image's host
// or made on this side.
#pragma once

#include <string>

#include "flow/image.h"
#include "flow/report.h"
#include "ports/image_preparer.h"
#include "ports/image_source.h"
#include "stacktag/clock.h"

namespace stacktag {

/// Fetches `url` and judges it before anything is paid. Adds bytes and times to `report`.
/// `preparer` may be null. Errors: those of ImageSource, and `unsupported_format`, `too_large`,
/// `too_small`, `not_an_image`, `corrupt`.
Result<Image> fetch_image(ImageSource& images, ImagePreparer* preparer, Clock& clock,
                          std::string const& url, Deadline const& deadline, Report& report);

}  // namespace stacktag
