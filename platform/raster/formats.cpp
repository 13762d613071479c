// SPDX-License-Identifier: Apache-2.0
#include "raster/formats.h"

#include <algorithm>
#include <array>

#include "raster/picture.h"

namespace stacktag::raster {
namespace {

// JPEG and PNG go row by row, unless they are progressive or interlaced: see memory_for.
constexpr std::array k_formats{
    Format{Kind::jpeg, "VipsForeignLoadJpegBuffer", 0},
    Format{Kind::png, "VipsForeignLoadPngBuffer", 0},
    Format{Kind::webp, "VipsForeignLoadWebpBuffer", 8},
    Format{Kind::gif, "VipsForeignLoadNsgifBuffer", 8},
    Format{Kind::tiff, "VipsForeignLoadTiffBuffer", 8},
    Format{Kind::heif, "VipsForeignLoadHeifBuffer", 10},
    Format{Kind::jpeg_xl, "VipsForeignLoadJxlBuffer", 16},
    Format{Kind::jpeg_2000, "VipsForeignLoadJp2kBuffer", 24},
    Format{Kind::svg, "VipsForeignLoadSvgBuffer", 0},
    Format{Kind::pdf, "VipsForeignLoadPdfBuffer", 0},
};

// libvips' own reader of BMP is ImageMagick, which stays blocked.
constexpr Format k_bmp{Kind::bmp, "", 4};

bool is_document(Kind kind) {
  return kind == Kind::svg || kind == Kind::pdf;
}

}  // namespace

Format const* format_of(std::string_view bytes, Documents documents) {
  if (bytes.starts_with("BM")) {
    return &k_bmp;
  }
  auto const* loader = vips_foreign_find_load_buffer(bytes.data(), bytes.size());
  if (loader == nullptr) {
    return nullptr;
  }
  auto const* const found = std::ranges::find(k_formats, loader, &Format::loader);
  bool const is_read =
      found != k_formats.end() && (documents == Documents::read || !is_document(found->kind));
  return is_read ? found : nullptr;
}

// In the compressed data an FF is always followed by 00 or by a restart, never by DA. A thumbnail
// in an application segment may add a scan or two of its own, which does no harm.
int count_scans(std::string_view jpeg) {
  int scans = 0;
  for (auto at = jpeg.find("\xFF\xDA"); at != std::string_view::npos;
       at = jpeg.find("\xFF\xDA", at + 2)) {
    ++scans;
  }
  return scans;
}

std::int64_t memory_for(Format const& format, std::string_view bytes, std::int64_t pixels) {
  constexpr std::size_t k_png_interlace = 28;
  if (format.kind == Kind::jpeg) {
    return count_scans(bytes) > 1 ? pixels * 8 : 0;
  }
  if (format.kind == Kind::png) {
    return bytes.size() > k_png_interlace && bytes[k_png_interlace] != 0 ? pixels * 8 : 0;
  }
  return pixels * format.bytes_per_pixel;
}

}  // namespace stacktag::raster
