// SPDX-License-Identifier: Apache-2.0
#include "raster/raster.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

#include "raster/bmp.h"
#include "raster/formats.h"
#include "raster/picture.h"

namespace stacktag::raster {
namespace {

constexpr int k_document_side_max = 4096;
// Huffman codes of one bit, one for each block of 8 x 8: no JPEG is smaller. libjpeg fills up what
// is missing with grey, and only warns of it.
constexpr int k_jpeg_pixels_a_byte = 512;

// What is being decoded, and until when it may be. libvips calls from whichever thread draws.
class Watch {
 public:
  Watch(VipsImage* picture, std::chrono::milliseconds time_max)
      : picture_(picture), until_(std::chrono::steady_clock::now() + time_max) {
    vips_image_set_progress(picture, TRUE);
    handler_ = g_signal_connect(picture, "eval", G_CALLBACK(&Watch::on_progress), this);
  }
  ~Watch() { g_signal_handler_disconnect(picture_, handler_); }
  Watch(Watch const&) = delete;
  Watch& operator=(Watch const&) = delete;

  bool has_ended() const { return std::chrono::steady_clock::now() >= until_; }

 private:
  static void on_progress(VipsImage* /*picture*/, VipsProgress* /*progress*/, Watch* self) {
    if (self->has_ended()) {
      vips_image_set_kill(self->picture_, TRUE);
    }
  }

  VipsImage* const picture_;
  std::chrono::steady_clock::time_point const until_;
  gulong handler_ = 0;
};

struct Opened {
  Format const* format = nullptr;
  Picture picture{};  ///< the header; libvips decodes pixels when they are asked for
};

tl::unexpected<Problem> too_large(std::string message) {
  return tl::unexpected(Problem{Fault::too_large, std::move(message)});
}

std::int64_t pixels_of(VipsImage* picture) {
  return std::int64_t{vips_image_get_width(picture)} * std::int64_t{vips_image_get_height(picture)};
}

tl::expected<void, Problem> check(Opened const& opened, std::string_view bytes,
                                  Limits const& limits) {
  auto const pixels = pixels_of(opened.picture.get());
  if (pixels > limits.pixels_max) {
    return too_large("the picture has " + std::to_string(pixels) + " pixels");
  }
  auto const pages = vips_image_get_n_pages(opened.picture.get());
  if (pages > limits.pages_max) {
    return too_large("the picture has " + std::to_string(pages) + " pages or frames");
  }
  if (opened.format->kind == Kind::jpeg && count_scans(bytes) > limits.scans_max) {
    return too_large("the JPEG has more than " + std::to_string(limits.scans_max) + " scans");
  }
  if (opened.format->kind == Kind::jpeg && std::ssize(bytes) < pixels / k_jpeg_pixels_a_byte) {
    return tl::unexpected(Problem{Fault::damaged, "the JPEG has too few bytes for its size"});
  }
  if (memory_for(*opened.format, bytes, pixels) > limits.memory_bytes_max) {
    return too_large("the picture's " + std::to_string(pixels) +
                     " pixels take too much memory in this format");
  }
  return {};
}

// `option` with its value, by libvips' option string.
Picture load(std::string_view bytes, std::string const& option) {
  return Picture(vips_image_new_from_buffer(bytes.data(), bytes.size(), option.c_str(), "access",
                                            VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                            VIPS_FAIL_ON_TRUNCATED, nullptr));
}

Picture wrap(Pixels const& pixels) {
  start_vips();
  return Picture(vips_image_new_from_memory_copy(pixels.rgb.data(), pixels.rgb.size(), pixels.width,
                                                 pixels.height, 3, VIPS_FORMAT_UCHAR));
}

tl::expected<Opened, Problem> open_bmp(Format const& format, std::string_view bytes,
                                       Limits const& limits) {
  auto const header = read_bmp_header(bytes);
  if (!header) {
    return tl::unexpected(Problem{Fault::damaged, "the BMP is damaged, cut off, or compressed"});
  }
  auto const pixels = std::int64_t{header->width} * header->height;
  if (pixels > limits.pixels_max || pixels * 6 > limits.memory_bytes_max) {
    return too_large("the picture has " + std::to_string(pixels) + " pixels");
  }
  Opened opened{&format, wrap(read_bmp(bytes, *header))};
  if (!opened.picture) {
    return problem(Fault::damaged);
  }
  // What drew them is not known, but they are meant for a screen.
  opened.picture->Type = VIPS_INTERPRETATION_sRGB;
  return opened;
}

tl::expected<Opened, Problem> open(std::string_view bytes, Limits const& limits) {
  start_vips();
  auto const* const format = format_of(bytes, limits.documents);
  if (format == nullptr) {
    return problem(Fault::unknown_format);
  }
  if (format->kind == Kind::bmp) {
    return open_bmp(*format, bytes, limits);
  }
  if (limits.documents == Documents::read) {
    allow_documents();
  }
  Opened opened{format, load(bytes, "")};
  if (!opened.picture) {
    return problem(Fault::damaged);
  }
  if (auto const good = check(opened, bytes, limits); !good) {
    return tl::unexpected(good.error());
  }
  return opened;
}

// How many times smaller the picture will be, at least 1.
double shrinkage(VipsImage* picture, int width, int height) {
  auto const orientation = vips_image_get_orientation(picture);
  bool const lies = orientation >= 5;  // turned by a quarter
  auto const shown_width = lies ? vips_image_get_height(picture) : vips_image_get_width(picture);
  auto const shown_height = lies ? vips_image_get_width(picture) : vips_image_get_height(picture);
  return std::max({1.0, double(shown_width) / width, double(shown_height) / height});
}

// What the decoder itself can make smaller, as libvips' own thumbnails do: it leaves JPEG twice the
// size, as its way of shrinking is coarse.
std::string load_option(Opened const& opened, int width, int height) {
  auto const times = shrinkage(opened.picture.get(), width, height);
  switch (opened.format->kind) {
    case Kind::jpeg:
      return times >= 16  ? "[shrink=8]"
             : times >= 8 ? "[shrink=4]"
             : times >= 4 ? "[shrink=2]"
                          : "";
    case Kind::webp:
      return times > 1 ? "[scale=" + std::to_string(1 / times) + "]" : "";
    case Kind::jpeg_2000: {
      auto const levels = vips_image_get_n_pages(opened.picture.get());
      int level = 0;
      while (level + 1 < levels && times >= std::exp2(level + 1)) {
        ++level;
      }
      return level > 0 ? "[page=" + std::to_string(level) + "]" : "";
    }
    case Kind::svg:
    case Kind::pdf: {
      // Lines have no pixels to keep: they are drawn at the size that is asked for.
      auto const longest = double(std::max(vips_image_get_width(opened.picture.get()),
                                           vips_image_get_height(opened.picture.get())));
      auto const wanted = std::min({width, height, k_document_side_max});
      return "[scale=" + std::to_string(wanted / longest) + "]";
    }
    default:
      return "";
  }
}

// Whether there is a profile that would change anything: most are of sRGB itself and say so, and to
// apply one takes a tenth of the whole time.
bool has_other_colours(VipsImage* picture) {
  using std::string_view_literals::operator""sv;
  void const* profile = nullptr;
  std::size_t size = 0;
  if (vips_image_get_typeof(picture, VIPS_META_ICC_NAME) == 0 ||
      vips_image_get_blob(picture, VIPS_META_ICC_NAME, &profile, &size) != 0) {
    return false;
  }
  std::string_view const text(static_cast<char const*>(profile), size);
  return text.find("sRGB"sv) == std::string_view::npos &&
         text.find("s\0R\0G\0B"sv) == std::string_view::npos;
}

// Whether its pixels are those of a screen already: eight bits, no transparency.
bool is_plain(VipsImage* picture) {
  auto const colours = vips_image_get_interpretation(picture);
  return (colours == VIPS_INTERPRETATION_sRGB || colours == VIPS_INTERPRETATION_B_W) &&
         vips_image_get_format(picture) == VIPS_FORMAT_UCHAR && vips_image_hasalpha(picture) == 0;
}

// libvips' thumbnails do all that a picture may need, and copy its pixels once more for it.
int make_smaller(VipsImage* from, VipsImage** made, int width, int height) {
  bool const other_colours = has_other_colours(from);
  if (!other_colours && is_plain(from) && vips_image_get_orientation(from) == 1) {
    return vips_resize(from, made, 1 / shrinkage(from, width, height), nullptr);
  }
  if (other_colours || vips_image_get_interpretation(from) == VIPS_INTERPRETATION_CMYK) {
    return vips_thumbnail_image(from, made, width, "height", height, "size", VIPS_SIZE_DOWN,
                                "export_profile", "srgb", nullptr);
  }
  return vips_thumbnail_image(from, made, width, "height", height, "size", VIPS_SIZE_DOWN, nullptr);
}

// A picture whose pixels are not yet decoded, and what stops their decoding.
struct Small {
  Picture source{};
  std::unique_ptr<Watch> watch{};
  Picture picture{};
};

// Why the pixels did not come: the time was up, or else what libvips says.
tl::unexpected<Problem> ended(Small const& small, Limits const& limits) {
  auto said = problem(Fault::damaged);
  if (small.watch->has_ended()) {
    return too_large("the picture was not decoded within " +
                     std::to_string(limits.time_max.count()) + " ms");
  }
  return said;
}

// Shrunk while it is decoded where the format can, turned as Exif says, in sRGB; still with its
// transparency.
tl::expected<Small, Problem> shrink(std::string_view bytes, int width, int height,
                                    Limits const& limits) {
  auto opened = open(bytes, limits);
  if (!opened) {
    return tl::unexpected(std::move(opened.error()));
  }
  auto const option = load_option(*opened, width, height);
  Small small{option.empty() ? std::move(opened->picture) : load(bytes, option)};
  if (!small.source) {
    return problem(Fault::damaged);
  }
  small.watch = std::make_unique<Watch>(small.source.get(), limits.time_max);
  VipsImage* made = nullptr;
  if (make_smaller(small.source.get(), &made, width, height) != 0) {
    return ended(small, limits);
  }
  small.picture.reset(made);
  return small;
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

// The share of the pixels that are more than half transparent. They are decoded for it, as they can
// be read once only.
tl::expected<double, Problem> transparent_share(Picture& picture) {
  picture = Picture(vips_image_copy_memory(picture.get()));
  VipsImage* made = nullptr;
  if (!picture || vips_extract_band(picture.get(), &made, vips_image_get_bands(picture.get()) - 1,
                                    nullptr) != 0) {
    return problem(Fault::damaged);
  }
  Picture const alpha(std::exchange(made, nullptr));
  auto const opaque = vips_image_get_format(alpha.get()) == VIPS_FORMAT_USHORT ? 65535.0 : 255.0;
  if (vips_less_const1(alpha.get(), &made, opaque / 2, nullptr) != 0) {
    return problem(Fault::damaged);
  }
  Picture const transparent(made);
  double mean = 0;
  if (vips_avg(transparent.get(), &mean, nullptr) != 0) {
    return problem(Fault::damaged);
  }
  return mean / 255;
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
  bool const had_alpha = vips_image_hasalpha(small->picture.get()) != 0;
  auto const transparent = had_alpha ? transparent_share(small->picture) : 0.0;
  if (!transparent) {
    return ended(*small, limits);
  }
  auto const flat = flatten(std::move(small->picture));
  if (!flat) {
    return ended(*small, limits);
  }
  std::size_t size = 0;
  Bytes const memory(vips_image_write_to_memory(flat->get(), &size));
  if (!memory || vips_image_get_bands(flat->get()) != 3) {
    return ended(*small, limits);
  }
  auto const* first = static_cast<std::uint8_t const*>(memory.get());
  return Pixels{vips_image_get_width(flat->get()),
                vips_image_get_height(flat->get()),
                had_alpha,
                *transparent,
                {first, first + size}};
}

tl::expected<Size, Problem> measure(std::string_view bytes, Limits const& limits) {
  auto const opened = open(bytes, limits);
  if (!opened) {
    return tl::unexpected(opened.error());
  }
  auto* const picture = opened->picture.get();
  return Size{vips_image_get_width(picture), vips_image_get_height(picture), is_plain(picture)};
}

tl::expected<std::string, Problem> to_jpeg(std::string_view bytes, int width, int height,
                                           int quality, Limits const& limits) {
  auto small = shrink(bytes, width, height, limits);
  if (!small) {
    return tl::unexpected(std::move(small.error()));
  }
  auto const flat = flatten(std::move(small->picture));
  auto jpeg = flat ? save_jpeg(flat->get(), quality)
                   : tl::expected<std::string, Problem>(tl::unexpected(flat.error()));
  if (!jpeg && small->watch->has_ended()) {
    return ended(*small, limits);
  }
  return jpeg;
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
