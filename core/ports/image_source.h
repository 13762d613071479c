// SPDX-License-Identifier: Apache-2.0
// Where the bytes of a picture come from.
#pragma once

#include <string>

#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

enum class Rendition {
  original,
  small_jpeg,  ///< at most 1,024 px a side, never enlarged, made by the host of the image
};

class ImageSource {
 public:
  virtual ~ImageSource() = default;

  /// The file's bytes, at most limits::image_bytes_max. Errors: `url_not_allowed`, `too_large`,
  /// `image_unavailable` (a repeat may help), `image_denied`, `out_of_time`, and for a small_jpeg
  /// `unsupported_format` where the host cannot make one. Safe to call from several threads.
  virtual Result<std::string> fetch(std::string const& url, Rendition rendition,
                                    Deadline const& deadline) = 0;
};

}  // namespace stacktag
