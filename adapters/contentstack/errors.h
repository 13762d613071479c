// SPDX-License-Identifier: Apache-2.0
// What each way a call to the Content Management API can end means for us: one table for all calls.
#pragma once

#include <chrono>
#include <optional>

#include "http/client.h"
#include "stacktag/error.h"

namespace stacktag::contentstack {

enum class Ending {
  good,    ///< 2xx
  absent,  ///< no such asset or version
  failed,
};

struct Judgement {
  Ending ending = Ending::failed;
  Error error{};                ///< where it failed
  bool try_again = false;       ///< the same call, within this delivery
  bool may_have_acted = false;  ///< a write may have been done although no good answer came
};

/// https://www.contentstack.com/docs/developers/apis/content-management-api#error-codes
Judgement judge(http::Exchange const& exchange);

/// How long a 429 asks us to wait: Retry-After in seconds, or to the end of the running second, in
/// which the API counts.
/// https://www.contentstack.com/docs/developers/apis/content-management-api#rate-limiting
std::chrono::milliseconds wait_after_throttling(http::Response const& response);

}  // namespace stacktag::contentstack
