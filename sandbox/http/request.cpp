// SPDX-License-Identifier: Apache-2.0
#include <strings.h>

#include <algorithm>

#include "http/server.h"

namespace stacktag::sandbox {

std::string_view Request::header(std::string_view name) const {
  auto const found = std::ranges::find_if(headers, [name](http::Header const& header) {
    return header.name.size() == name.size() &&
           strncasecmp(header.name.data(), name.data(), name.size()) == 0;
  });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

}  // namespace stacktag::sandbox
