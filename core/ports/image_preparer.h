// SPDX-License-Identifier: Apache-2.0
// The means to make a picture fit for an engine on this side. The Lambda function has none.
#pragma once

#include <string>

#include "flow/image.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

class ImagePreparer {
 public:
  virtual ~ImagePreparer() = default;

  /// The picture as it is where an engine takes it and it is no larger than needed, else a JPEG of
  /// it. Errors: `unsupported_format`, `too_large`, `too_small`, `not_an_image`, `corrupt`,
  /// `out_of_time`. Safe to call from several threads.
  virtual Result<Image> prepare(std::string bytes, Deadline const& deadline) = 0;
};

}  // namespace stacktag
