// SPDX-License-Identifier: Apache-2.0
#include "bulk/failures.h"

namespace stacktag::bulk {
namespace {

constexpr int k_in_a_row_max = 20;

// Of other assets it may be different.
bool is_of_one_asset(Reason reason) {
  return reason == Reason::internal || reason == Reason::image_unavailable ||
         reason == Reason::write_conflict || reason == Reason::contentstack_refused;
}

}  // namespace

std::optional<Error> Failures::after(Reason reason, std::string const& message) {
  if (facts(reason).outcome != Outcome::failed) {
    in_a_row_ = 0;
    return std::nullopt;
  }
  ++in_a_row_;
  bool const at_once = reason == Reason::budget_spent || reason == Reason::store_unavailable ||
                       (facts(reason).kind == ErrorKind::broken && !is_of_one_asset(reason));
  bool const ends = at_once || in_a_row_ >= k_in_a_row_max;
  return ends ? std::optional(Error{reason, message}) : std::nullopt;
}

}  // namespace stacktag::bulk
