// SPDX-License-Identifier: Apache-2.0
// https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-storage
#include "raster/bmp.h"

#include <algorithm>
#include <cstdint>

namespace stacktag::raster {
namespace {

constexpr std::size_t k_file_header = 14;
constexpr std::size_t k_info_header = 40;

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) {
    value = (value << 8) | static_cast<std::uint8_t>(bytes[at + i - 1]);
  }
  return value;
}

bool is_read(int bits, std::uint32_t compression) {
  bool const known = bits == 1 || bits == 4 || bits == 8 || bits == 24 || bits == 32;
  constexpr std::uint32_t k_none = 0;
  constexpr std::uint32_t k_masks = 3;  // of 32 bits: the usual order in all that are met
  return known && (compression == k_none || (compression == k_masks && bits == 32));
}

std::string_view palette_of(std::string_view bytes, std::size_t at, int bits) {
  if (bits > 8 || at > bytes.size()) {
    return {};
  }
  auto const most = std::size_t{4} << bits;
  auto const said = std::size_t{little_endian(bytes, 46, 4)} * 4;
  return bytes.substr(at, said == 0 ? most : std::min(said, most));
}

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
}

// Blue, green, red stand at the place that is returned.
std::string_view colour_at(std::string_view row, int x, BmpHeader const& header) {
  auto const column = static_cast<std::size_t>(x);
  if (header.bits > 8) {
    return row.substr(column * static_cast<std::size_t>(header.bits / 8), 3);
  }
  auto const bits = static_cast<std::size_t>(header.bits);
  auto const bit = column * bits;
  auto const shift = 8 - bits - bit % 8;
  auto const index = (byte_at(row, bit / 8) >> shift) & ((1U << bits) - 1);
  return header.palette.substr(std::min(std::size_t{index} * 4, header.palette.size()), 3);
}

}  // namespace

std::optional<BmpHeader> read_bmp_header(std::string_view bytes) {
  if (bytes.size() < k_file_header + k_info_header || !bytes.starts_with("BM")) {
    return std::nullopt;
  }
  auto const info_bytes = std::size_t{little_endian(bytes, 14, 4)};
  auto const width = static_cast<std::int32_t>(little_endian(bytes, 18, 4));
  auto const height = static_cast<std::int32_t>(little_endian(bytes, 22, 4));
  auto const bits = static_cast<int>(little_endian(bytes, 28, 2));
  constexpr std::int32_t k_side_max = 1'000'000;
  if (info_bytes < k_info_header || !is_read(bits, little_endian(bytes, 30, 4)) || width <= 0 ||
      width > k_side_max || height == 0 || height > k_side_max || height < -k_side_max) {
    return std::nullopt;
  }
  BmpHeader header{.width = width,
                   .height = std::abs(height),
                   .from_the_top = height < 0,
                   .bits = bits,
                   .pixels_at = little_endian(bytes, 10, 4)};
  header.row_bytes = (std::size_t(width) * std::size_t(bits) + 31) / 32 * 4;
  header.palette = palette_of(bytes, k_file_header + info_bytes, bits);
  auto const needed = header.row_bytes * std::size_t(header.height);
  bool const whole = header.pixels_at >= k_file_header + k_info_header &&
                     header.pixels_at <= bytes.size() && needed <= bytes.size() - header.pixels_at;
  return whole ? std::optional(header) : std::nullopt;
}

Pixels read_bmp(std::string_view bytes, BmpHeader const& header) {
  Pixels pixels{.width = header.width, .height = header.height};
  pixels.rgb.reserve(std::size_t(header.width) * std::size_t(header.height) * 3);
  for (int y = 0; y < header.height; ++y) {
    auto const line = std::size_t(header.from_the_top ? y : header.height - 1 - y);
    auto const row = bytes.substr(header.pixels_at + line * header.row_bytes, header.row_bytes);
    for (int x = 0; x < header.width; ++x) {
      auto const colour = colour_at(row, x, header);
      for (std::size_t band = 3; band > 0; --band) {
        pixels.rgb.push_back(byte_at(colour, band - 1));
      }
    }
  }
  return pixels;
}

}  // namespace stacktag::raster
