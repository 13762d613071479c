// SPDX-License-Identifier: Apache-2.0
#include "library/own_tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/ledgers.h"

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OwnTags, AreWhatTheLedgerHasOfTheAssetInTheBranch) {
  fakes::AssetLedgerInMemory ledger;
  ledger.records[{"key", "main", "a"}] = {.ours = {"Horse"}};
  ledger.records[{"key", "main", "b"}] = {.ours = {"Dog"}};
  ledger.records[{"key", "blue", "a"}] = {.ours = {"Cat"}};
  EXPECT_THAT(*OwnTags(&ledger, "key", "").of("a"), ElementsAre("Horse"));
  EXPECT_THAT(*OwnTags(&ledger, "key", "main").of("b"), ElementsAre("Dog"));
  EXPECT_THAT(*OwnTags(&ledger, "key", "blue").of("a"), ElementsAre("Cat"));
  EXPECT_THAT(*OwnTags(&ledger, "key", "blue").of("b"), IsEmpty());
  EXPECT_THAT(*OwnTags(&ledger, "other", "").of("a"), IsEmpty());
}

TEST(OwnTags, WithoutALedgerNoneAreKnownAndABrokenOneIsTold) {
  EXPECT_THAT(*OwnTags(nullptr, "key", "").of("a"), IsEmpty());
  fakes::AssetLedgerInMemory ledger;
  ledger.reads_fail = true;
  EXPECT_EQ(OwnTags(&ledger, "key", "").of("a").error().reason, Reason::store_unavailable);
}

}  // namespace
}  // namespace stacktag
