// SPDX-License-Identifier: Apache-2.0
#include "queue/fair_share.h"

#include <algorithm>
#include <numeric>

namespace stacktag {

std::vector<std::size_t> whose_turn(std::span<int const> running, int workers, std::size_t last) {
  auto const stacks = running.size();
  auto const idle = static_cast<int>(std::ranges::count(running, 0));
  auto const free = workers - std::reduce(running.begin(), running.end());
  std::vector<std::size_t> turn;
  for (std::size_t step = 1; step <= stacks; ++step) {
    auto const stack = (last + step) % stacks;
    if (running[stack] == 0 || free > idle) {
      turn.push_back(stack);
    }
  }
  std::ranges::stable_sort(turn, {}, [&](std::size_t stack) { return running[stack]; });
  return turn;
}

}  // namespace stacktag
