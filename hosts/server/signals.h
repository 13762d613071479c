// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT as the end, SIGHUP as a wish to read the certificates again. To be made before
// any other thread, so that every thread inherits the blocked signals.
#pragma once

#include <csignal>

namespace stacktag::server {

class Signals final {
 public:
  Signals();
  ~Signals();
  Signals(Signals const&) = delete;
  Signals& operator=(Signals const&) = delete;

  enum class Wish { end, reload };
  /// Waits for the next one.
  Wish wait() const;

 private:
  sigset_t awaited_{};
  sigset_t before_{};
};

}  // namespace stacktag::server
