// SPDX-License-Identifier: Apache-2.0
// A fuzz target: what must hold whatever bytes come from outside.
//
//   FUZZ_TARGET(url) { hold(property of `text`); }
#pragma once
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

namespace stacktag::fuzz {

using Target = void (*)(std::string_view text);

/// Those of this program, by name.
inline std::map<std::string, Target>& targets() {
  static std::map<std::string, Target> all;
  return all;
}

inline void hold(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace stacktag::fuzz

#define FUZZ_TARGET(name)                                               \
  static void check_##name(std::string_view text);                      \
  [[maybe_unused]] static bool const k_has_##name =                     \
      ::stacktag::fuzz::targets().emplace(#name, &check_##name).second; \
  static void check_##name([[maybe_unused]] std::string_view text)
