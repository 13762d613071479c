// SPDX-License-Identifier: Apache-2.0
// Whatever a file holds, what becomes of it is a picture that an engine takes or a stated reason.

#include "fuzz/target.h"
#include "pace/system_clock.h"
#include "vips/image_preparer.h"

namespace stacktag::fuzz {

FUZZ_TARGET(picture) {
  static SystemClock clock;
  static auto const preparer = vips::make_image_preparer(
      {.side = 256, .limits = {.pixels_max = 1'000'000, .memory_bytes_max = 64LL * 1024 * 1024}},
      clock);
  auto const image = preparer->prepare(std::string(text), {});
  if (!image) {
    bool const stated =
        image.error().kind() == ErrorKind::reject || image.error().reason == Reason::out_of_time;
    hold(stated);
    hold(image.error().message.size() < 400);
    return;
  }
  hold(judge_fitness(image->header, image->bytes.size()) == Fitness::fit);
}

}  // namespace stacktag::fuzz
