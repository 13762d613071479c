// SPDX-License-Identifier: Apache-2.0
// The formats that are read, and what their decoders hold in memory.
#pragma once

#include <cstdint>
#include <string_view>

#include "raster/raster.h"

namespace stacktag::raster {

enum class Kind { jpeg, png, webp, gif, tiff, heif, jpeg_xl, jpeg_2000, svg, pdf, bmp };

struct Format {
  Kind kind;
  std::string_view loader;  ///< libvips' name for what reads it from memory
  /// Bytes that the decoder holds for each pixel of the whole picture, where it cannot go row by
  /// row; measured on 12 megapixels and rounded up to the deepest colours.
  int bytes_per_pixel;
};

/// Nothing where the bytes are of no format that is read, or of one that `documents` leaves out.
Format const* format_of(std::string_view bytes, Documents documents);

/// Scans of a JPEG: a progressive one is decoded once for each.
int count_scans(std::string_view jpeg);

/// Bytes of memory that decoding takes beyond a few rows.
std::int64_t memory_for(Format const& format, std::string_view bytes, std::int64_t pixels);

}  // namespace stacktag::raster
