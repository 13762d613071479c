// SPDX-License-Identifier: Apache-2.0
// A picture that is taken as it is has a size within the engine's limits, and all others are told
// apart by a stated reason.

#include "flow/image.h"
#include "fuzz/target.h"
#include "stacktag/limits.h"

namespace stacktag::fuzz {

FUZZ_TARGET(image_header) {
  auto const header = read_image_header(text);
  if (!header) {
    bool const stated =
        header.error().reason == Reason::not_an_image || header.error().reason == Reason::corrupt;
    hold(stated);
    return;
  }
  auto const [format, width, height] = *header;
  auto const fits = [](int side) {
    return side >= limits::labeler_side_pixels_min && side <= limits::labeler_side_pixels_max;
  };
  bool const whole = format == ImageFormat::png || format == ImageFormat::jpeg;
  bool const fit = judge_fitness(*header, text.size()) == Fitness::fit;
  hold(!whole || (width > 0 && height > 0));
  hold(!fit || (whole && fits(width) && fits(height)));
}

}  // namespace stacktag::fuzz
