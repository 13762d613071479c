// SPDX-License-Identifier: Apache-2.0
// What tests and people do to the sandbox, under /_sandbox/:
//   GET    state       counters of every service
//   POST   reset       forgets assets, webhooks, faults and counters
//   POST   faults      switches a fault on (see faults.h);  DELETE faults switches all off
//   POST   interfere   {"asset", "tags" | "file": true, "times"}: before our next writes, an editor
//                      is first
//   POST   editor      {"asset", "tags", "branch"?}: an editor writes these tags now
//   POST   deliver     {"asset", "event", "version"?, "url"?, "branch"?}: delivers that event once
//                      more, and answers with the receiver's status and body
//   POST   findings    {"moderation"?, "text"?, "celebrities"?}: what Rekognition finds in every
//                      picture from now on
//   GET    deliveries  every attempt of a delivery so far
#pragma once

#include <functional>
#include <optional>

#include "control/faults.h"
#include "http/server.h"
#include "stack/stack.h"

namespace stacktag::sandbox {

struct Control {
  Stack& stack;
  Faults& faults;
  std::function<json::Json()> cloud_counters;
  std::function<void()> reset_cloud;
  std::function<void(json::Json const&)> put_in_findings;

  /// Nothing where the path does not begin with /_sandbox/.
  std::optional<Reply> answer(Request const& request) const;
};

}  // namespace stacktag::sandbox
