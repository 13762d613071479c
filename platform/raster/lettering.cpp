// SPDX-License-Identifier: Apache-2.0
#include "raster/lettering.h"

#include <algorithm>

#include "raster/picture.h"

namespace stacktag::raster {
namespace {

// Pango reads markup; what is not ours to mark up is escaped.
std::string escaped(std::string const& text) {
  std::unique_ptr<char, Free> const made(g_markup_escape_text(text.c_str(), -1));
  return made.get();
}

}  // namespace

tl::expected<Mask, Problem> letter(std::string const& text, int size, int width) {
  start_vips();
  constexpr int k_points_an_inch = 72;  // so that a point is a pixel
  auto const font = "sans " + std::to_string(size);
  VipsImage* made = nullptr;
  auto const failed = width > 0 ? vips_text(&made, escaped(text).c_str(), "font", font.c_str(),
                                            "dpi", k_points_an_inch, "width", width, nullptr)
                                : vips_text(&made, escaped(text).c_str(), "font", font.c_str(),
                                            "dpi", k_points_an_inch, nullptr);
  if (failed != 0) {
    return problem(Fault::damaged);
  }
  Picture const picture(made);
  std::size_t bytes = 0;
  Bytes const memory(vips_image_write_to_memory(picture.get(), &bytes));
  if (!memory || vips_image_get_bands(picture.get()) != 1) {
    return problem(Fault::damaged);
  }
  auto const* first = static_cast<std::uint8_t const*>(memory.get());
  return Mask{vips_image_get_width(picture.get()),
              vips_image_get_height(picture.get()),
              {first, first + bytes}};
}

}  // namespace stacktag::raster
