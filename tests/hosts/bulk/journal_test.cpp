// SPDX-License-Identifier: Apache-2.0
#include "bulk/journal.h"

#include <gtest/gtest.h>

#include "fakes/folder.h"

namespace stacktag::bulk {
namespace {

struct Beside {
  fakes::Folder folder{};
  std::string const plan = folder.path("plan.jsonl");

  Journal open(std::string const& digest = "d1") const { return *Journal::open(plan, digest); }
};

Report report(Reason reason) {
  return {.reason = reason, .message = "m", .asset = "blta1", .version = 3};
}

TEST(Journal, KnowsWhatIsDoneWhenItIsOpenedAgain) {
  Beside beside;
  {
    auto journal = beside.open();
    ASSERT_TRUE(journal.add(2, report(Reason::tags_added)));
    ASSERT_TRUE(journal.add(3, report(Reason::contentstack_unavailable)));
    ASSERT_TRUE(journal.add(70, report(Reason::changed_since_plan)));
    EXPECT_FALSE(journal.is_done(2)) << "when it was opened, nothing was";
  }
  auto const again = beside.open();
  EXPECT_TRUE(again.is_done(2));
  EXPECT_FALSE(again.is_done(3)) << "what failed is tried again";
  EXPECT_TRUE(again.is_done(70));
  EXPECT_FALSE(again.is_done(71));
  EXPECT_EQ(again.done(), 2U);
}

TEST(Journal, OfAnotherPlanCountsForNothing) {
  Beside beside;
  ASSERT_TRUE(beside.open("d1").add(2, report(Reason::tags_added)));
  EXPECT_EQ(beside.open("d2").done(), 0U);
  EXPECT_EQ(beside.open("d1").done(), 0U) << "it was begun anew";
}

TEST(Journal, LosesALineThatWasCutOffAndNoOther) {
  Beside beside;
  ASSERT_TRUE(beside.open().add(2, report(Reason::tags_added)));
  auto const whole = beside.folder.read("plan.jsonl.applied");
  for (std::size_t cut = 1; cut < 20; ++cut) {
    beside.folder.write("plan.jsonl.applied",
                        whole + whole.substr(whole.find('\n') + 1, whole.size() / 2 + cut - 10));
    auto journal = beside.open();
    EXPECT_EQ(journal.done(), 1U);
    ASSERT_TRUE(journal.add(3, report(Reason::tags_added)));
    EXPECT_EQ(beside.open().done(), 2U);
  }
}

TEST(Journal, ThatCannotBeWrittenIsAnError) {
  auto const journal = Journal::open("/nonexistent/plan.jsonl", "d1");
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().reason, Reason::bad_configuration);
}

}  // namespace
}  // namespace stacktag::bulk
