// SPDX-License-Identifier: Apache-2.0
// Progress where it turns out on the way how much there is to do.
#pragma once

#include <cstddef>
#include <memory>

#include "cli/console.h"
#include "cli/progress.h"

namespace stacktag::cli {

class LateProgress {
 public:
  explicit LateProgress(Console const& console) : console_(console) {}

  void show(int done, int all) {
    if (!progress_) {
      progress_ = std::make_unique<Progress>(static_cast<std::size_t>(all), console_);
    }
    progress_->show(static_cast<std::size_t>(done));
  }
  /// Before anything else is printed.
  void clear() {
    if (progress_) {
      progress_->clear();
    }
  }

 private:
  Console const& console_;
  std::unique_ptr<Progress> progress_{};
};

}  // namespace stacktag::cli
