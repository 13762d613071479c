// SPDX-License-Identifier: Apache-2.0
// The program's one target, for libFuzzer.
#include <cstddef>
#include <cstdint>

#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  stacktag::fuzz::targets().begin()->second({reinterpret_cast<char const*>(bytes), size});
  return 0;
}
