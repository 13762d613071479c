// SPDX-License-Identifier: Apache-2.0
// Small pictures in every format that libvips can write here, for the reading side to be tested on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace stacktag::raster {

enum class Colours { grey, rgb, rgba, rgb_16_bit, rgba_16_bit, cmyk };

/// Two halves, each of one colour. Samples are 0 to 255 whatever the depth; red, green, blue and
/// opacity as far as the colours have them.
struct Drawing {
  int width = 64;
  int height = 48;
  Colours colours = Colours::rgb;
  std::vector<int> left{200, 30, 30};
  std::vector<int> right{30, 30, 200};
  int orientation = 0;  ///< of Exif; 0: not said
  int frames = 1;       ///< the halves change places from frame to frame
};

/// A file whose format is its suffix, with libvips' options where it has some: ".webp[lossless]".
std::string saved(Drawing const& drawing, std::string const& suffix);

/// A black picture, quick to draw at any size.
std::string black(int width, int height, std::string const& suffix);

/// Coloured noise, which no format makes small.
std::string noise(int width, int height, std::string const& suffix);

/// The suffixes of all formats that are read.
std::vector<std::string> const& suffixes();

}  // namespace stacktag::raster
