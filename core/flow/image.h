// SPDX-License-Identifier: Apache-2.0
// A picture's bytes, and what can be known of them from the header alone.
#pragma once

#include <string>
#include <string_view>

#include "stacktag/reason.h"
#include "stacktag/result.h"

namespace stacktag {

enum class ImageFormat {
  png,
  jpeg,
  webp,
  gif,
  avif,
  heic,
  tiff,
  bmp,
  jpeg_xl,
  jpeg_2000,
  svg,
  pdf,
  other
};

std::string_view to_string(ImageFormat format);

/// What the first bytes say. A format is known by its content, never by a name or a content type.
struct ImageHeader {
  ImageFormat format = ImageFormat::other;
  int width = 0;  ///< pixels; 0 where the format's size is not read
  int height = 0;

  bool operator==(ImageHeader const&) const = default;
};

/// Reads format and size. Reads sizes of PNG and JPEG only: the formats that go to the engine as
/// they are. Errors: `not_an_image` (no known format), `corrupt` (a PNG or JPEG that is cut off or
/// contradicts itself).
Result<ImageHeader> read_image_header(std::string_view bytes);

/// Whether an engine takes the picture as it is.
enum class Fitness {
  fit,
  convert,    ///< another format, too many bytes or pixels: a smaller JPEG of it would do
  too_small,  ///< and no conversion can help
};
Fitness judge_fitness(ImageHeader const& header, std::size_t bytes);

/// A picture that an engine takes as it is.
struct Image {
  std::string bytes{};
  ImageHeader header{};
};

}  // namespace stacktag
