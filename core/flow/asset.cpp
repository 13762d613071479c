// SPDX-License-Identifier: Apache-2.0
#include "flow/asset.h"

namespace stacktag {

std::string file_uid(Asset const& asset) {
  std::string_view const url(asset.url);
  auto const path = url.substr(0, url.find('?'));
  auto const segment = "/" + asset.uid + "/";
  auto const found = asset.uid.empty() ? std::string_view::npos : path.find(segment);
  if (found == std::string_view::npos) {
    return std::string(path);
  }
  auto const rest = path.substr(found + segment.size());
  return std::string(rest.substr(0, rest.find('/')));
}

}  // namespace stacktag
