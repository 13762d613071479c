// SPDX-License-Identifier: Apache-2.0
// Whatever parses is written out so that it parses to the same, alone and as a redirect's target.
#include <string_view>

#include "fuzz/target.h"
#include "http/url.h"

namespace stacktag::fuzz {

FUZZ_TARGET(url) {
  using namespace stacktag::http;
  static auto const base = *parse_url("https://host:444/a/b?q");
  for (auto const& url : {parse_url(text), resolve(base, text)}) {
    hold(!url || parse_url(to_string(*url)) == url);
  }
}

}  // namespace stacktag::fuzz
