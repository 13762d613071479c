// SPDX-License-Identifier: Apache-2.0
// A picture that is taken as it is has a size within the engine's limits, and all others are told
// apart by a stated reason.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flow/image.h"
#include "stacktag/limits.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  auto const header = read_image_header({reinterpret_cast<char const*>(bytes), size});
  if (!header) {
    bool const stated =
        header.error().reason == Reason::not_an_image || header.error().reason == Reason::corrupt;
    return stated ? 0 : (std::abort(), 1);
  }
  auto const [format, width, height] = *header;
  auto const fits = [](int side) {
    return side >= limits::labeler_side_pixels_min && side <= limits::labeler_side_pixels_max;
  };
  bool const whole = format == ImageFormat::png || format == ImageFormat::jpeg;
  bool const fit = judge_fitness(*header, size) == Fitness::fit;
  if ((whole && (width <= 0 || height <= 0)) ||
      (fit && (!whole || !fits(width) || !fits(height)))) {
    std::abort();
  }
  return 0;
}
