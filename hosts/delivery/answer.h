// SPDX-License-Identifier: Apache-2.0
// What the sender of a delivery is told. Contentstack repeats whatever is not answered 2xx, and
// switches a webhook off after ten failures in a row, so only what a repeat can help is an error.
// https://www.contentstack.com/docs/developers/set-up-webhooks/webhook-retry-policy
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "delivery/delivery.h"
#include "stacktag/reason.h"

namespace stacktag {

struct Answer {
  int status = 200;
  std::optional<std::chrono::seconds> retry_after{};
  std::string body{};  ///< JSON

  bool operator==(Answer const&) const = default;
};

int http_status(Reason reason);

Answer make_answer(Settled const& settled);

}  // namespace stacktag
