// SPDX-License-Identifier: Apache-2.0
// Windows bitmaps, which libvips reads through ImageMagick only. Uncompressed ones of 1, 4, 8, 24
// and 32 bits a pixel, that is nearly all there are.
#pragma once

#include <optional>
#include <string_view>

#include "raster/raster.h"

namespace stacktag::raster {

struct BmpHeader {
  int width = 0;
  int height = 0;
  bool from_the_top = false;
  int bits = 0;               ///< a pixel
  std::size_t pixels_at = 0;  ///< in the file
  std::size_t row_bytes = 0;
  std::string_view palette{};  ///< blue, green, red, nothing; up to 8 bits a pixel
};

/// Nothing where the file is damaged, cut off, or of a kind that is not read.
std::optional<BmpHeader> read_bmp_header(std::string_view bytes);

/// The pixels, which are known to be there.
Pixels read_bmp(std::string_view bytes, BmpHeader const& header);

}  // namespace stacktag::raster
