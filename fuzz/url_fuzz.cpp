// SPDX-License-Identifier: Apache-2.0
// Whatever parses is written out so that it parses to the same, alone and as a redirect's target.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/url.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag::http;
  std::string_view const text(reinterpret_cast<char const*>(bytes), size);
  static auto const base = *parse_url("https://host:444/a/b?q");
  for (auto const& url : {parse_url(text), resolve(base, text)}) {
    if (url && parse_url(to_string(*url)) != url) {
      std::abort();
    }
  }
  return 0;
}
