// SPDX-License-Identifier: Apache-2.0
#include "bulk/failures.h"

#include <gtest/gtest.h>

namespace stacktag::bulk {
namespace {

TEST(Failures, OfWhatAPersonHasToMendEndTheRunAtOnce) {
  for (auto const reason :
       {Reason::contentstack_denied, Reason::labeler_denied, Reason::credentials_missing,
        Reason::budget_spent, Reason::store_unavailable}) {
    auto const end = Failures().after(reason, "because");
    ASSERT_TRUE(end) << to_string(reason);
    EXPECT_EQ(end->reason, reason);
    EXPECT_EQ(end->message, "because");
  }
}

TEST(Failures, OfSingleAssetsEndItOnlyInARow) {
  Failures failures;
  for (int i = 0; i < 19; ++i) {
    EXPECT_FALSE(failures.after(Reason::contentstack_refused, ""));
  }
  EXPECT_FALSE(failures.after(Reason::tags_added, ""));
  for (int i = 0; i < 19; ++i) {
    EXPECT_FALSE(failures.after(Reason::contentstack_unavailable, ""));
  }
  EXPECT_TRUE(failures.after(Reason::contentstack_unavailable, ""));
}

TEST(Failures, AreNotWhatIsSkippedOrRejected) {
  Failures failures;
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(failures.after(Reason::changed_since_plan, ""));
    EXPECT_FALSE(failures.after(Reason::corrupt, ""));
  }
}

}  // namespace
}  // namespace stacktag::bulk
