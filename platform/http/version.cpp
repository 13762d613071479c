// SPDX-License-Identifier: Apache-2.0
#include "http/version.h"

#include <curl/curl.h>

namespace stacktag::http {

std::string library_versions() {
  auto const* const known = curl_version_info(CURLVERSION_NOW);
  return std::string("libcurl/") + known->version +
         (known->ssl_version == nullptr ? "" : std::string(" ") + known->ssl_version);
}

}  // namespace stacktag::http
