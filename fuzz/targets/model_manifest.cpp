// SPDX-License-Identifier: Apache-2.0
// A manifest that was read is written out and read back the same, and no file of it leads out of
// the model's folder.
#include <algorithm>

#include "fuzz/target.h"
#include "network_vision/manifest.h"

namespace stacktag::fuzz {

FUZZ_TARGET(model_manifest) {
  using namespace stacktag::network_vision;
  auto const manifest = decode_manifest(text);
  if (!manifest) {
    hold(!manifest.error().empty());
    return;
  }
  bool const inside = std::ranges::all_of(manifest->files, [](File const& file) {
    return is_plain_name(file.name) && file.name.find('/') == std::string::npos;
  });
  hold(decode_manifest(encode_manifest(*manifest)) == *manifest);
  hold(inside);
}

}  // namespace stacktag::fuzz
