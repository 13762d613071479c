// SPDX-License-Identifier: Apache-2.0
// Files with true headers and no picture behind them: enough for whatever reads headers only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stacktag::drawn {

inline std::string number(std::uint32_t value, int bytes) {
  std::string out;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xFFU));
  }
  return out;
}

inline std::string png_chunk(std::string const& type, std::string const& body) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (char const c : type + body) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
  }
  return number(static_cast<std::uint32_t>(body.size()), 4) + type + body + number(~crc, 4);
}

inline std::string png(std::uint32_t width, std::uint32_t height) {
  using namespace std::string_literals;
  return "\x89PNG\r\n\x1A\n"s +
         png_chunk("IHDR", number(width, 4) + number(height, 4) + "\x08\x02\0\0\0"s) +
         png_chunk("IDAT", "no pixels") + png_chunk("IEND", "");
}

inline std::string jpeg_segment(char marker, std::string const& body) {
  return std::string{'\xFF', marker} + number(static_cast<std::uint32_t>(body.size()) + 2, 2) +
         body;
}

inline std::string jpeg_frame(char marker, std::uint32_t width, std::uint32_t height) {
  return jpeg_segment(marker,
                      "\x08" + number(height, 2) + number(width, 2) + "\x03" + std::string(9, 'q'));
}

inline std::string jpeg(std::uint32_t width, std::uint32_t height) {
  using namespace std::string_literals;
  return "\xFF\xD8"s + jpeg_segment('\xE0', "JFIF\0"s) + jpeg_frame('\xC0', width, height) +
         jpeg_segment('\xDA', "scan") + "entropy\xFF\0coded"s + "\xFF\xD9"s;
}

/// Progressive, with fill bytes before a marker, and a whole small JPEG inside an application
/// segment.
inline std::string jpeg_with_thumbnail(std::uint32_t width, std::uint32_t height) {
  using namespace std::string_literals;
  return "\xFF\xD8"s + jpeg_segment('\xE1', "Exif\0\0"s + jpeg(16, 16)) + "\xFF\xFF" +
         jpeg_frame('\xC2', width, height) + jpeg_segment('\xDA', "scan") + "more\xFF\xD0stuff"s +
         "\xFF\xD9"s;
}

}  // namespace stacktag::drawn
