// SPDX-License-Identifier: Apache-2.0
// Whatever a file holds, what becomes of it is a picture that an engine takes or a stated reason.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "pace/system_clock.h"
#include "vips/image_preparer.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  static SystemClock clock;
  static auto const preparer = vips::make_image_preparer(
      {.side = 256, .limits = {.pixels_max = 1'000'000, .memory_bytes_max = 64LL * 1024 * 1024}},
      clock);
  auto const image = preparer->prepare({reinterpret_cast<char const*>(bytes), size}, {});
  if (!image) {
    bool const stated =
        image.error().kind() == ErrorKind::reject || image.error().reason == Reason::out_of_time;
    return stated && image.error().message.size() < 400 ? 0 : (std::abort(), 1);
  }
  if (judge_fitness(image->header, image->bytes.size()) != Fitness::fit) {
    std::abort();
  }
  return 0;
}
