// SPDX-License-Identifier: Apache-2.0
// Whose turn it is: no stack's outage or rate limit may starve another one.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace stacktag {

/// The stacks that may start another job now, whose turn it is first: those with fewest jobs
/// running, and of these the one that has waited longest since `last`. A stack may take a further
/// worker only while every stack that has none could still get one. `running` has one entry for
/// each stack.
std::vector<std::size_t> whose_turn(std::span<int const> running, int workers, std::size_t last);

}  // namespace stacktag
