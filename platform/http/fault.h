// SPDX-License-Identifier: Apache-2.0
// What libcurl's outcomes mean to us.
#pragma once

#include <curl/curl.h>

#include "http/client.h"

namespace stacktag::http {

/// How many addresses Reach has turned away, and how many it let through.
struct Tried {
  int forbidden = 0;
  int allowed = 0;
};

/// The fault behind a code other than CURLE_OK. Our own callbacks stop a transfer with
/// CURLE_WRITE_ERROR where the answer is too large, and our loop with CURLE_ABORTED_BY_CALLBACK
/// where the caller has cancelled.
Fault to_fault(CURLcode code, Tried tried);

}  // namespace stacktag::http
