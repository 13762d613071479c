// SPDX-License-Identifier: Apache-2.0
// A manifest that was read is written out and read back the same, and no file of it leads out of
// the model's folder.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "network_vision/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag::network_vision;
  auto const manifest = decode_manifest({reinterpret_cast<char const*>(bytes), size});
  if (!manifest) {
    return manifest.error().empty() ? (std::abort(), 1) : 0;
  }
  bool const inside = std::ranges::all_of(manifest->files, [](File const& file) {
    return is_plain_name(file.name) && file.name.find('/') == std::string::npos;
  });
  if (decode_manifest(encode_manifest(*manifest)) != *manifest || !inside) {
    std::abort();
  }
  return 0;
}
