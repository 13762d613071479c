// SPDX-License-Identifier: Apache-2.0
#include "bulk/cost_cap.h"

namespace stacktag::bulk {

LabelAnswer CostCap::label(Image const& image, LabelQuery const& query, Deadline const& deadline) {
  if (!reserve()) {
    return {.labels = fail(Reason::budget_spent, "the run has cost what --max-cost allows")};
  }
  auto answer = engine_.label(image, query, deadline);
  settle(answer.cost);
  return answer;
}

std::int64_t CostCap::spent_microdollars() const {
  std::lock_guard const lock(mutex_);
  return spent_;
}

bool CostCap::reserve() {
  std::lock_guard const lock(mutex_);
  if (max_ && spent_ + reserved_ + price_ > *max_) {
    return false;
  }
  reserved_ += price_;
  return true;
}

void CostCap::settle(Cost const& cost) {
  std::lock_guard const lock(mutex_);
  reserved_ -= price_;
  spent_ += microdollars(cost);
}

}  // namespace stacktag::bulk
