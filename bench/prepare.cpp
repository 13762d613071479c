// SPDX-License-Identifier: Apache-2.0
// Prepares one picture as the command line does, for bench/prepare.py to measure.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "pace/system_clock.h"
#include "vips/image_preparer.h"

int main(int count, char** words) {
  if (count != 3) {
    std::cerr << "usage: bench_prepare PICTURE JPEG\n";
    return 2;
  }
  using namespace stacktag;
  std::string bytes(std::filesystem::file_size(words[1]), '\0');
  std::ifstream(words[1], std::ios::binary)
      .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  SystemClock clock;
  auto const image = vips::make_image_preparer({}, clock)->prepare(std::move(bytes), {});
  if (!image) {
    std::cerr << image.error().message << '\n';
    return 1;
  }
  std::ofstream(words[2], std::ios::binary) << image->bytes;
  return 0;
}
