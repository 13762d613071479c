// SPDX-License-Identifier: Apache-2.0
// Why does this asset have this tag?
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "opened.h"

namespace stacktag::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

AssetChange change(int version, std::vector<std::string> added) {
  AssetChange made{
      .version = version, .run = "run-1", .added = std::move(added), .removed = {"old"}};
  for (auto const& tag : made.added) {
    made.origins.push_back({tag, "Horse", 97.5, "rename"});
  }
  return made;
}

TEST(LedgerDesk, ShowsEverythingOfAnAsset) {
  Opened opened;
  AssetKey const key{"bltkey", "main", "blta1"};
  AssetRecord const record{.file = "f1", .ours = {"horse"}};
  Labels const labels{.found = {{.name = "Horse", .confidence = 97.5}},
                      .engine = "rekognition",
                      .model_version = "3.0"};
  ASSERT_TRUE(opened.store->labels->learned({key, "f1", "bytes"}, {}, {{Feature::labels}, labels},
                                            {{Feature::labels, {1, 1000}}}));
  ASSERT_TRUE(opened.store->assets->write(key, record, change(2, {"horse"})));
  opened.clock.advance(std::chrono::hours(1));
  ASSERT_TRUE(opened.store->assets->write(key, record, change(5, {"pony"})));
  auto const views = *opened.store->ledger->assets("blta1");
  ASSERT_THAT(views, SizeIs(1));
  auto const& view = views[0];
  EXPECT_EQ(view.key, key);
  EXPECT_EQ(view.updated, opened.now());
  EXPECT_EQ(view.record, record);
  EXPECT_EQ(view.content.size(), 64U);
  ASSERT_THAT(view.changes, SizeIs(2));
  EXPECT_EQ(view.changes[0].change, change(2, {"horse"}));
  EXPECT_EQ(view.changes[1].change, change(5, {"pony"}));
  EXPECT_EQ(view.changes[1].at, opened.now());
  ASSERT_THAT(view.answers, SizeIs(1));
  EXPECT_EQ(view.answers[0].labels, labels);
}

TEST(LedgerDesk, ListsWhatChangedLast) {
  Opened opened;
  for (auto const* const asset : {"a1", "a2", "a3", "a1"}) {
    ASSERT_TRUE(opened.store->assets->write({"bltkey", "main", asset}, {}, change(2, {"x"})));
  }
  std::vector<std::string> assets;
  auto const latest = opened.store->ledger->latest("bltkey", 10);
  for (auto const& view : *latest) {
    assets.push_back(view.key.asset);
  }
  EXPECT_THAT(assets, ElementsAre("a1", "a3", "a2"));
  EXPECT_THAT(*opened.store->ledger->latest("bltother", 10), SizeIs(0));
}

}  // namespace
}  // namespace stacktag::sqlite
