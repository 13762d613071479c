// SPDX-License-Identifier: Apache-2.0
// Pictures as pixels, over libvips: decode what it knows, make it smaller, write a JPEG. Never part
// of the Lambda function. Only the formats that stand in formats.cpp are read; bytes, pixels,
// pages, scans and memory are counted before anything is decoded, and time while it is.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace stacktag::raster {

/// 8-bit sRGB, three bytes a pixel, rows from the top, no gaps; already turned as Exif says;
/// transparency lies on white.
struct Pixels {
  int width = 0;
  int height = 0;
  bool had_alpha = false;  ///< the file has room for transparent pixels
  double transparent = 0;  ///< share of the pixels that are more than half so, 0 to 1
  std::vector<std::uint8_t> rgb{};
};

enum class Fault { unknown_format, damaged, too_large };
struct Problem {
  Fault fault = Fault::damaged;
  std::string message{};
};

/// Vectors and pages: large parsers, and no photographs.
enum class Documents { leave_out, read };

struct Limits {
  std::int64_t pixels_max = 100'000'000;
  int pages_max = 10'000;  ///< or frames; only the first is decoded
  int scans_max = 100;     ///< of a progressive JPEG
  std::int64_t memory_bytes_max = 512LL * 1024 * 1024;
  std::chrono::milliseconds time_max{10'000};
  Documents documents = Documents::leave_out;
};

/// Decodes the first page or frame and shrinks it to fit side x side (never enlarges); side 0 keeps
/// the size.
tl::expected<Pixels, Problem> decode(std::string_view bytes, int side, Limits const& limits = {});

struct Size {
  int width = 0;
  int height = 0;
  bool is_plain = false;  ///< grey or RGB of 8 bits, with no transparency
};
/// Width and height without decoding the pixels.
tl::expected<Size, Problem> measure(std::string_view bytes, Limits const& limits = {});

/// The picture as a JPEG that fits width x height (never enlarged).
tl::expected<std::string, Problem> to_jpeg(std::string_view bytes, int width, int height,
                                           int quality, Limits const& limits = {});

/// Pixels as a PNG or a JPEG, for what we draw ourselves.
tl::expected<std::string, Problem> encode_png(Pixels const& pixels);
tl::expected<std::string, Problem> encode_jpeg(Pixels const& pixels, int quality);

}  // namespace stacktag::raster
