// SPDX-License-Identifier: Apache-2.0
// Runs the tasks one after another, and remembers how many there were.
#pragma once

#include <functional>
#include <span>

#include "ports/overlap.h"

namespace stacktag::fakes {

class InTurn final : public Overlap {
 public:
  std::size_t tasks_max = 0;  ///< of one run

  void run(std::span<std::function<void()> const> tasks) override {
    tasks_max = tasks.size() > tasks_max ? tasks.size() : tasks_max;
    for (auto const& task : tasks) {
      task();
    }
  }
};

}  // namespace stacktag::fakes
