// SPDX-License-Identifier: Apache-2.0
#include "flow/image.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "stacktag/limits.h"

namespace stacktag {
namespace {

using std::string_view_literals::operator""sv;

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value = (value << 8) | static_cast<std::uint8_t>(bytes[at + i]);
  }
  return value;
}

// The CRC of PNG chunks: https://www.w3.org/TR/png-3/#D-CRCAppendix
std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (char const c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
  }
  return ~crc;
}

Result<ImageHeader> checked_size(ImageFormat format, std::uint32_t width, std::uint32_t height) {
  constexpr std::uint32_t k_side_max = 0x7FFFFFFF;
  if (width == 0 || height == 0 || width > k_side_max || height > k_side_max) {
    return fail(Reason::corrupt, "the image states an impossible size");
  }
  return ImageHeader{format, static_cast<int>(width), static_cast<int>(height)};
}

constexpr auto k_png_signature = "\x89PNG\r\n\x1A\n"sv;

// Walks the chunks to the end: a file that was cut off has no IEND, and one that lies about a
// length runs out.
Result<ImageHeader> read_png(std::string_view bytes) {
  constexpr std::size_t k_chunk_frame = 12;  // length, type, CRC
  constexpr std::size_t k_header_end = 8 + k_chunk_frame + 13;
  if (bytes.size() < k_header_end || big_endian(bytes, 8, 4) != 13 ||
      bytes.substr(12, 4) != "IHDR"sv || crc32(bytes.substr(12, 17)) != big_endian(bytes, 29, 4)) {
    return fail(Reason::corrupt, "the PNG header is damaged");
  }
  bool has_pixels = false;
  std::size_t at = k_header_end;
  while (bytes.size() - at >= k_chunk_frame) {
    auto const length = big_endian(bytes, at, 4);
    auto const type = bytes.substr(at + 4, 4);
    if (length > bytes.size() - at - k_chunk_frame) {
      break;
    }
    has_pixels = has_pixels || (type == "IDAT"sv && length > 0);
    if (type == "IEND"sv) {
      return has_pixels ? checked_size(ImageFormat::png, big_endian(bytes, 16, 4),
                                       big_endian(bytes, 20, 4))
                        : fail(Reason::corrupt, "the PNG has no pixels");
    }
    at += k_chunk_frame + length;
  }
  return fail(Reason::corrupt, "the PNG is cut off");
}

bool is_start_of_frame(std::uint8_t marker) {
  // SOF0 to SOF15 less DHT (C4), JPG (C8) and DAC (CC): ITU-T T.81, table B.1.
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool stands_alone(std::uint8_t marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

struct JpegSegment {
  std::uint8_t marker = 0;
  std::string_view payload{};  ///< empty for a marker that stands alone
  std::size_t next = 0;        ///< where the next one begins
};

// The segment at `at`, which may begin with fill bytes; nothing where the file is damaged or ends.
std::optional<JpegSegment> jpeg_segment(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size() || bytes[at] != '\xFF') {
    return std::nullopt;
  }
  at = std::min(bytes.find_first_not_of('\xFF', at), bytes.size());
  if (at == bytes.size()) {
    return std::nullopt;
  }
  auto const marker = static_cast<std::uint8_t>(bytes[at]);
  ++at;
  if (stands_alone(marker) || marker == 0xD9) {
    return JpegSegment{marker, {}, at};
  }
  if (bytes.size() - at < 2) {
    return std::nullopt;
  }
  auto const length = big_endian(bytes, at, 2);
  if (length < 2 || length > bytes.size() - at) {
    return std::nullopt;
  }
  return JpegSegment{marker, bytes.substr(at + 2, length - 2), at + length};
}

// Walks the segments to the first scan; the end-of-image marker must follow. In the compressed data
// it cannot occur by chance, and thumbnails that have one of their own lie in segments that the
// walk has passed.
Result<ImageHeader> read_jpeg(std::string_view bytes) {
  std::optional<ImageHeader> header;
  std::size_t at = 2;
  while (auto const segment = jpeg_segment(bytes, at)) {
    if (is_start_of_frame(segment->marker)) {
      if (segment->payload.size() < 6) {
        break;
      }
      TRY(header, checked_size(ImageFormat::jpeg, big_endian(segment->payload, 3, 2),
                               big_endian(segment->payload, 1, 2)));
    }
    if (segment->marker == 0xDA) {
      auto const complete = bytes.find("\xFF\xD9"sv, segment->next) != std::string_view::npos;
      if (header && complete) {
        return *header;
      }
      return fail(Reason::corrupt, header ? "the JPEG is cut off" : "the JPEG states no size");
    }
    if (segment->marker == 0xD9) {
      break;
    }
    at = segment->next;
  }
  return fail(Reason::corrupt, "the JPEG is damaged or cut off");
}

struct Signature {
  std::size_t at;
  std::string_view bytes;
  ImageFormat format;
};

// https://www.rfc-editor.org/rfc/rfc9649 (WEBP); brands of HEIF and AVIF:
// https://mp4ra.org/registered-types/brands
constexpr std::array k_signatures{
    Signature{0, k_png_signature, ImageFormat::png},
    Signature{0, "\xFF\xD8\xFF"sv, ImageFormat::jpeg},
    Signature{0, "GIF87a"sv, ImageFormat::gif},
    Signature{0, "GIF89a"sv, ImageFormat::gif},
    Signature{8, "WEBP"sv, ImageFormat::webp},
    Signature{4, "ftypavif"sv, ImageFormat::avif},
    Signature{4, "ftypavis"sv, ImageFormat::avif},
    Signature{4, "ftyphei"sv, ImageFormat::heic},
    Signature{4, "ftyphev"sv, ImageFormat::heic},
    Signature{4, "ftypmif1"sv, ImageFormat::heic},
    Signature{4, "ftypmsf1"sv, ImageFormat::heic},
    Signature{0, "II*\0"sv, ImageFormat::tiff},
    Signature{0, "MM\0*"sv, ImageFormat::tiff},
    Signature{0, "\xFF\x0A"sv, ImageFormat::jpeg_xl},
    Signature{0, "\0\0\0\x0CJXL \r\n\x87\n"sv, ImageFormat::jpeg_xl},
    Signature{0, "\0\0\0\x0CjP  \r\n\x87\n"sv, ImageFormat::jpeg_2000},
    Signature{0, "\xFF\x4F\xFF\x51"sv, ImageFormat::jpeg_2000},
    Signature{0, "%PDF-"sv, ImageFormat::pdf},
    Signature{0, "BM"sv, ImageFormat::bmp},
};

bool looks_like_svg(std::string_view bytes) {
  auto const start = bytes.substr(0, 1024);
  auto const first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"sv);
  return first != std::string_view::npos && start[first] == '<' &&
         start.find("<svg"sv) != std::string_view::npos;
}

ImageFormat sniff(std::string_view bytes) {
  for (auto const& signature : k_signatures) {
    if (bytes.size() >= signature.at && bytes.substr(signature.at).starts_with(signature.bytes)) {
      return signature.format;
    }
  }
  return looks_like_svg(bytes) ? ImageFormat::svg : ImageFormat::other;
}

}  // namespace

std::string_view to_string(ImageFormat format) {
  constexpr std::array<std::string_view, 13> k_names{
      "PNG", "JPEG",    "WEBP",      "GIF", "AVIF", "HEIC",   "TIFF",
      "BMP", "JPEG XL", "JPEG 2000", "SVG", "PDF",  "unknown"};
  return k_names[static_cast<std::size_t>(format)];
}

Result<ImageHeader> read_image_header(std::string_view bytes) {
  auto const format = sniff(bytes);
  switch (format) {
    case ImageFormat::png:
      return read_png(bytes);
    case ImageFormat::jpeg:
      return read_jpeg(bytes);
    case ImageFormat::other:
      return fail(Reason::not_an_image, "the file has the format of no known image");
    default:
      return ImageHeader{format, 0, 0};
  }
}

Fitness judge_fitness(ImageHeader const& header, std::size_t bytes) {
  if (header.format != ImageFormat::png && header.format != ImageFormat::jpeg) {
    return Fitness::convert;
  }
  auto const [shorter, longer] = std::minmax(header.width, header.height);
  if (shorter < limits::labeler_side_pixels_min) {
    return Fitness::too_small;
  }
  bool const small_enough =
      longer <= limits::labeler_side_pixels_max && bytes <= limits::labeler_image_bytes_max;
  return small_enough ? Fitness::fit : Fitness::convert;
}

}  // namespace stacktag
