// SPDX-License-Identifier: Apache-2.0
// The means to do several things at the same time, lent by the host: core says what may overlap,
// not how.
#pragma once

#include <functional>
#include <span>

namespace stacktag {

class Overlap {
 public:
  virtual ~Overlap() = default;

  /// Runs all of them, at the same time where the host can; returns when all have ended. None may
  /// throw.
  virtual void run(std::span<std::function<void()> const> tasks) = 0;
};

}  // namespace stacktag
