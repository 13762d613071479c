// SPDX-License-Identifier: Apache-2.0
#include "pictures.h"

#include <vips/vips.h>

#include <memory>
#include <stdexcept>

namespace stacktag::raster {
namespace {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Picture = std::unique_ptr<VipsImage, Unref>;

void check(bool good) {
  if (!good) {
    throw std::runtime_error(std::string("libvips cannot draw: ") + vips_error_buffer());
  }
}

bool is_deep(Colours colours) {
  return colours == Colours::rgb_16_bit || colours == Colours::rgba_16_bit;
}

VipsInterpretation interpretation(Colours colours) {
  switch (colours) {
    case Colours::grey:
      return VIPS_INTERPRETATION_B_W;
    case Colours::rgb:
    case Colours::rgba:
      return VIPS_INTERPRETATION_sRGB;
    case Colours::rgb_16_bit:
    case Colours::rgba_16_bit:
      return VIPS_INTERPRETATION_RGB16;
    case Colours::cmyk:
      break;
  }
  return VIPS_INTERPRETATION_CMYK;
}

Picture draw(Drawing const& drawing) {
  auto const bands = drawing.left.size();
  std::vector<std::uint16_t> samples;
  for (int frame = 0; frame < drawing.frames; ++frame) {
    for (int y = 0; y < drawing.height; ++y) {
      for (int x = 0; x < drawing.width; ++x) {
        auto const& half =
            (x < drawing.width / 2) == (frame % 2 == 0) ? drawing.left : drawing.right;
        for (auto const sample : half) {
          samples.push_back(
              static_cast<std::uint16_t>(is_deep(drawing.colours) ? sample * 257 : sample));
        }
      }
    }
  }
  Picture const wide(vips_image_new_from_memory_copy(
      samples.data(), samples.size() * sizeof samples[0], drawing.width,
      drawing.height * drawing.frames, static_cast<int>(bands), VIPS_FORMAT_USHORT));
  check(wide != nullptr);
  VipsImage* made = nullptr;
  check(vips_cast(wide.get(), &made,
                  is_deep(drawing.colours) ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR, nullptr) == 0);
  Picture const exact(made);
  check(vips_copy(exact.get(), &made, "interpretation", interpretation(drawing.colours), nullptr) ==
        0);
  return Picture(made);
}

std::string written(VipsImage* picture, std::string const& suffix) {
  // The product blocks what libvips calls untrusted, writers too.
  for (auto const* writer : {"VipsForeignSaveJxl", "VipsForeignSaveJp2k"}) {
    vips_operation_block_set(writer, FALSE);
  }
  void* memory = nullptr;
  std::size_t size = 0;
  check(vips_image_write_to_buffer(picture, suffix.c_str(), &memory, &size, nullptr) == 0);
  std::string file(static_cast<char const*>(memory), size);
  g_free(memory);
  return file;
}

}  // namespace

std::string black(int width, int height, std::string const& suffix) {
  check(VIPS_INIT("stacktag") == 0);
  VipsImage* made = nullptr;
  check(vips_black(&made, width, height, "bands", 3, nullptr) == 0);
  Picture const bare(made);
  check(vips_copy(bare.get(), &made, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr) == 0);
  Picture const picture(made);
  return written(picture.get(), suffix);
}

std::string noise(int width, int height, std::string const& suffix) {
  check(VIPS_INIT("stacktag") == 0);
  std::vector<std::uint8_t> samples(static_cast<std::size_t>(width) *
                                    static_cast<std::size_t>(height) * 3);
  std::uint32_t state = 1;
  for (auto& sample : samples) {
    state = state * 1'664'525 + 1'013'904'223;
    sample = static_cast<std::uint8_t>(state >> 24);
  }
  Picture const bare(vips_image_new_from_memory_copy(samples.data(), samples.size(), width, height,
                                                     3, VIPS_FORMAT_UCHAR));
  check(bare != nullptr);
  VipsImage* made = nullptr;
  check(vips_copy(bare.get(), &made, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr) == 0);
  Picture const picture(made);
  return written(picture.get(), suffix);
}

std::string saved(Drawing const& drawing, std::string const& suffix) {
  check(VIPS_INIT("stacktag") == 0);
  auto const picture = draw(drawing);
  if (drawing.orientation != 0) {
    vips_image_set_int(picture.get(), VIPS_META_ORIENTATION, drawing.orientation);
  }
  if (drawing.frames > 1) {
    vips_image_set_int(picture.get(), VIPS_META_PAGE_HEIGHT, drawing.height);
  }
  return written(picture.get(), suffix);
}

std::vector<std::string> const& suffixes() {
  static std::vector<std::string> const all{".png",
                                            ".jpg[Q=95]",
                                            ".webp[Q=95]",
                                            ".gif",
                                            ".heic[compression=hevc,Q=95]",
                                            ".heic[compression=av1,Q=95,effort=0]",
                                            ".tif",
                                            ".tif[compression=lzw]",
                                            ".jxl[Q=95]",
                                            ".jp2[Q=60]"};
  return all;
}

}  // namespace stacktag::raster
