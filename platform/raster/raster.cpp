// SPDX-License-Identifier: Apache-2.0
#include "raster/raster.h"

#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <utility>

namespace stacktag::raster {
namespace {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Picture = std::unique_ptr<VipsImage, Unref>;

struct Free {
  void operator()(void* memory) const { g_free(memory); }
};
using Bytes = std::unique_ptr<void, Free>;

// Loaders that hand the file to a large parser or to another program. libvips marks what is not
// fuzzed as untrusted; the rest of the list are document and vector formats, which are no
// photographs. https://www.libvips.org/API/current/func.block_untrusted_set.html
constexpr std::array k_blocked{"VipsForeignLoadMagick", "VipsForeignLoadMagick7",
                               "VipsForeignLoadPdf", "VipsForeignLoadSvg",
                               "VipsForeignLoadOpenslide"};

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("stacktag") != 0) {
      vips_error_exit(nullptr);
    }
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    for (auto const* loader : k_blocked) {
      vips_operation_block_set(loader, TRUE);
    }
    // What a damaged file makes libvips say belongs to the caller's error, not onto standard error.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_MASK, [](char const*, GLogLevelFlags, char const*, void*) {}, nullptr);
  });
}

tl::unexpected<Problem> problem(Fault fault) {
  constexpr std::size_t k_message_bytes_max = 200;
  std::string message = vips_error_buffer();
  vips_error_clear();
  std::ranges::replace(message, '\n', ' ');
  return tl::unexpected(Problem{fault, message.substr(0, k_message_bytes_max)});
}

// libvips finds loaders that it then refuses to run.
bool is_blocked(char const* loader) {
  auto* type = g_type_class_ref(g_type_from_name(loader));
  bool const blocked = (VIPS_OPERATION_CLASS(type)->flags & VIPS_OPERATION_BLOCKED) != 0;
  g_type_class_unref(type);
  return blocked;
}

// The header only; libvips decodes pixels when they are asked for.
tl::expected<Picture, Problem> open_header(std::string_view bytes, Limits const& limits) {
  start_vips();
  auto const* loader = vips_foreign_find_load_buffer(bytes.data(), bytes.size());
  if (loader == nullptr || is_blocked(loader)) {
    return problem(Fault::unknown_format);
  }
  Picture picture(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", "access",
                                             VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                             VIPS_FAIL_ON_TRUNCATED, nullptr));
  if (!picture) {
    return problem(Fault::damaged);
  }
  auto const pixels = std::int64_t{vips_image_get_width(picture.get())} *
                      std::int64_t{vips_image_get_height(picture.get())};
  if (pixels > limits.pixels_max) {
    return tl::unexpected(
        Problem{Fault::too_large, "the picture has " + std::to_string(pixels) + " pixels"});
  }
  return picture;
}

// Shrunk while it is decoded where the format can, turned as Exif says, in sRGB; still with its
// transparency.
tl::expected<Picture, Problem> shrink(std::string_view bytes, int width, int height,
                                      Limits const& limits) {
  if (auto header = open_header(bytes, limits); !header) {
    return tl::unexpected(std::move(header.error()));
  }
  VipsImage* made = nullptr;
  // "fail_on" goes by the option string: libvips 8.14 takes the thumbnail's own option of that name
  // and does not hand it to the loader.
  if (vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &made, width, "height",
                            height, "size", VIPS_SIZE_DOWN, "option_string", "[fail_on=truncated]",
                            nullptr) != 0) {
    return problem(Fault::damaged);
  }
  return Picture(made);
}

// 8-bit sRGB without transparency: what was transparent becomes white.
tl::expected<Picture, Problem> flatten(Picture from) {
  VipsImage* made = nullptr;
  if (vips_image_hasalpha(from.get()) != 0) {
    VipsArrayDouble* white = vips_array_double_newv(1, 255.0);
    auto const failed = vips_flatten(from.get(), &made, "background", white, nullptr) != 0;
    vips_area_unref(VIPS_AREA(white));
    if (failed) {
      return problem(Fault::damaged);
    }
    from.reset(std::exchange(made, nullptr));
  }
  if (vips_colourspace(from.get(), &made, VIPS_INTERPRETATION_sRGB, nullptr) != 0) {
    return problem(Fault::damaged);
  }
  from.reset(std::exchange(made, nullptr));
  if (vips_cast(from.get(), &made, VIPS_FORMAT_UCHAR, nullptr) != 0) {
    return problem(Fault::damaged);
  }
  return Picture(made);
}

Picture wrap(Pixels const& pixels) {
  start_vips();
  return Picture(vips_image_new_from_memory(pixels.rgb.data(), pixels.rgb.size(), pixels.width,
                                            pixels.height, 3, VIPS_FORMAT_UCHAR));
}

tl::expected<std::string, Problem> saved(int failed, void* memory, std::size_t size) {
  if (failed != 0) {
    return problem(Fault::damaged);
  }
  Bytes const owner(memory);
  return std::string(static_cast<char const*>(memory), size);
}

tl::expected<std::string, Problem> save_jpeg(VipsImage* picture, int quality) {
  void* memory = nullptr;
  std::size_t size = 0;
  auto const failed =
      vips_jpegsave_buffer(picture, &memory, &size, "Q", quality, "strip", TRUE, nullptr);
  return saved(failed, memory, size);
}

}  // namespace

tl::expected<Pixels, Problem> decode(std::string_view bytes, int side, Limits const& limits) {
  auto const box = side == 0 ? VIPS_MAX_COORD : side;
  auto small = shrink(bytes, box, box, limits);
  if (!small) {
    return tl::unexpected(std::move(small.error()));
  }
  bool const had_alpha = vips_image_hasalpha(small->get()) != 0;
  auto flat = flatten(*std::move(small));
  if (!flat) {
    return tl::unexpected(std::move(flat.error()));
  }
  std::size_t size = 0;
  Bytes const memory(vips_image_write_to_memory(flat->get(), &size));
  if (!memory || vips_image_get_bands(flat->get()) != 3) {
    return problem(Fault::damaged);
  }
  auto const* first = static_cast<std::uint8_t const*>(memory.get());
  return Pixels{vips_image_get_width(flat->get()),
                vips_image_get_height(flat->get()),
                had_alpha,
                {first, first + size}};
}

tl::expected<Size, Problem> measure(std::string_view bytes, Limits const& limits) {
  auto const header = open_header(bytes, limits);
  if (!header) {
    return tl::unexpected(header.error());
  }
  return Size{vips_image_get_width(header->get()), vips_image_get_height(header->get())};
}

tl::expected<std::string, Problem> to_jpeg(std::string_view bytes, int width, int height,
                                           int quality, Limits const& limits) {
  auto small = shrink(bytes, width, height, limits);
  if (!small) {
    return tl::unexpected(std::move(small.error()));
  }
  auto flat = flatten(*std::move(small));
  if (!flat) {
    return tl::unexpected(std::move(flat.error()));
  }
  return save_jpeg(flat->get(), quality);
}

tl::expected<std::string, Problem> encode_png(Pixels const& pixels) {
  auto const picture = wrap(pixels);
  void* memory = nullptr;
  std::size_t size = 0;
  auto const failed = !picture || vips_pngsave_buffer(picture.get(), &memory, &size, nullptr) != 0;
  return saved(failed ? 1 : 0, memory, size);
}

tl::expected<std::string, Problem> encode_jpeg(Pixels const& pixels, int quality) {
  auto const picture = wrap(pixels);
  return picture ? save_jpeg(picture.get(), quality)
                 : tl::expected<std::string, Problem>(problem(Fault::damaged));
}

}  // namespace stacktag::raster
