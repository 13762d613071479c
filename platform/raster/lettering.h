// SPDX-License-Identifier: Apache-2.0
// Text as a mask that can be laid onto pixels.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "raster/raster.h"

namespace stacktag::raster {

struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> opacity{};  ///< rows from the top, no gaps
};

/// `text` in letters of about `size` pixels, in lines of at most `width` pixels (0: one line).
tl::expected<Mask, Problem> letter(std::string const& text, int size, int width = 0);

}  // namespace stacktag::raster
