// SPDX-License-Identifier: Apache-2.0
// Files that libvips would not write: bitmaps, documents, and pictures of one colour at any size,
// which are quick to make.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/flow/drawn_images.h"

namespace stacktag::files {

using namespace std::string_literals;

inline std::string little(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
  }
  return text;
}

/// A bitmap of one colour; its two-colour palette where it has one bit a pixel.
inline std::string bmp(std::uint32_t width, std::uint32_t height, int bits) {
  auto const palette = bits > 8 ? ""s : "\x1E\x1E\xC8\0\xFF\xFF\xFF\0"s;
  auto const row = (width * static_cast<std::uint32_t>(bits) + 31) / 32 * 4;
  auto const at = static_cast<std::uint32_t>(54 + palette.size());
  auto pixels = std::string(std::size_t{row} * height, '\0');
  if (bits > 8) {
    auto const step = static_cast<std::size_t>(bits / 8);
    for (std::size_t line = 0; line < height; ++line) {
      for (std::size_t x = 0; x < width; ++x) {
        pixels.replace(line * row + x * step, 3, "\x1E\x1E\xC8");
      }
    }
  }
  auto const colours = static_cast<std::uint32_t>(palette.size() / 4);
  return "BM"s + little(at + row * height, 4) + little(0, 4) + little(at, 4) + little(40, 4) +
         little(width, 4) + little(height, 4) + little(1, 2) +
         little(static_cast<std::uint32_t>(bits), 2) + little(0, 4) + little(row * height, 4) +
         little(2835, 4) + little(2835, 4) + little(colours, 4) + little(0, 4) + palette + pixels;
}

inline std::string svg(int width, int height) {
  auto const size = "width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size +
         "\"><rect width=\"100%\" height=\"100%\" fill=\"#c81e1e\"/></svg>";
}

inline std::string pdf() {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace stacktag::files
