// SPDX-License-Identifier: Apache-2.0
// Which libraries carry our requests.
#pragma once

#include <string>

namespace stacktag::http {

/// As "libcurl/7.88.1 OpenSSL/3.0.17".
std::string library_versions();

}  // namespace stacktag::http
