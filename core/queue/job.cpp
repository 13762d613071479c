// SPDX-License-Identifier: Apache-2.0
#include "queue/job.h"

#include <algorithm>
#include <array>

namespace stacktag {
namespace {

constexpr std::array<std::string_view, 4> k_names{"waiting", "running", "done", "parked"};
static_assert(static_cast<std::size_t>(JobState::parked) + 1 == k_names.size());

}  // namespace

std::string_view to_string(JobState state) {
  return k_names[static_cast<std::size_t>(state)];
}

std::optional<JobState> job_state_named(std::string_view name) {
  auto const found = std::ranges::find(k_names, name);
  return found == k_names.end() ? std::nullopt
                                : std::optional(static_cast<JobState>(found - k_names.begin()));
}

}  // namespace stacktag
