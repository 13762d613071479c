// SPDX-License-Identifier: Apache-2.0
// Faults that are switched on for a while: the next requests of a kind go wrong as told.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/server.h"
#include "json/json.h"

namespace stacktag::sandbox {

/// Which of the outside services a request is for: cma, image, rekognition, keys, runtime, secrets;
/// or "sandbox".
std::string service_of(Request const& request);

class Faults {
 public:
  /// {"service", "method"?, "contains"? (in the target or in X-Amz-Target), "kind", "status"?,
  /// "headers"?, "body"?,
  ///  "delay_ms"?, "times" (0: until cleared), "skip"?}.
  /// Kinds: status, reset, hang, truncate, drip, delay, malformed. False where the form is wrong.
  bool add(json::Json const& form);
  void clear();

  /// The reply instead of the true one, if a fault says so; `truth` makes the true one where the
  /// fault needs it.
  std::optional<Reply> apply(Request const& request, std::function<Reply()> const& truth);

 private:
  struct Fault {
    json::Json form{};
    int skip = 0;
    int left = 0;  ///< 0: without end
  };
  std::optional<json::Json> next(Request const& request);

  std::mutex mutex_;
  std::vector<Fault> faults_;
};

}  // namespace stacktag::sandbox
