// SPDX-License-Identifier: Apache-2.0
// A failure as a value. What the caller should do about it (`kind`) follows from the reason.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "stacktag/reason.h"

namespace stacktag {

struct Error {
  Reason reason = Reason::internal;
  std::string message;  ///< for people and log lines: what happened, never a secret
  /// As the other side asked for, if it did.
  std::optional<std::chrono::milliseconds> retry_after{};

  ErrorKind kind() const { return facts(reason).kind; }
  bool operator==(Error const&) const = default;
};

}  // namespace stacktag
