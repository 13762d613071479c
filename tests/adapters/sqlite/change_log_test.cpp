// SPDX-License-Identifier: Apache-2.0
// What was written, run by run, as `stacktag undo` asks for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "opened.h"

namespace stacktag::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Log : Opened {
  void change(std::string asset, std::string run, std::vector<std::string> added,
              std::string branch = "main") {
    AssetChange change{.version = 2, .run = std::move(run), .added = std::move(added)};
    ASSERT_TRUE(store->assets->write({"bltkey", std::move(branch), std::move(asset)}, {}, change));
  }
  std::vector<std::string> assets(ChangeFilter filter, std::string const& after = "",
                                  int count = 100) {
    filter.stack = "bltkey";
    filter.branch = filter.branch.empty() ? "main" : filter.branch;
    return *store->changes->changed_assets(filter, after, count);
  }
};

TEST(ChangeLog, GivesAssetsInTheirOrderPageByPage) {
  Log log;
  for (auto const* const uid : {"blt3", "blt1", "blt2", "blt1"}) {
    log.change(uid, "r1", {"Dog"});
  }
  EXPECT_THAT(log.assets({}, "", 2), ElementsAre("blt1", "blt2"));
  EXPECT_THAT(log.assets({}, "blt2", 2), ElementsAre("blt3"));
}

TEST(ChangeLog, IsNarrowedByRunAssetBranchAndTime) {
  Log log;
  log.change("blt1", "r1", {"Dog"});
  log.change("blt2", "r2", {"Dog"});
  log.change("blt3", "r1", {"Dog"}, "dev");
  EXPECT_THAT(log.assets({.run = "r1"}), ElementsAre("blt1"));
  EXPECT_THAT(log.assets({.asset = "blt2"}), ElementsAre("blt2"));
  EXPECT_THAT(log.assets({.branch = "dev"}), ElementsAre("blt3"));
  auto const now = log.clock.wall();
  EXPECT_THAT(log.assets({.since = now}), ElementsAre("blt1", "blt2"));
  EXPECT_THAT(log.assets({.since = now + std::chrono::seconds(1)}), IsEmpty());
  EXPECT_THAT(log.assets({.until = now - std::chrono::seconds(1)}), IsEmpty());
}

TEST(ChangeLog, BringsBackAllOfAChange) {
  Log log;
  AssetChange const change{.version = 7,
                           .run = "r1",
                           .added = {"Dog"},
                           .removed = {"Cat", "Cow"},
                           .origins = {{"Dog", "Dog", 98, "rename"}},
                           .removed_of_people = {"Cow"},
                           .model_version = "3.0"};
  ASSERT_TRUE(log.store->assets->write({"bltkey", "main", "blt1"}, {}, change));
  log.change("blt1", "r2", {"Sky"});
  auto const all =
      *log.store->changes->changes({.stack = "bltkey", .branch = "main", .asset = "blt1"});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], change);
  EXPECT_THAT(all[1].added, ElementsAre("Sky"));
  EXPECT_EQ(log.store->changes
                ->changes({.stack = "bltkey", .branch = "main", .run = "r2", .asset = "blt1"})
                ->size(),
            1U);
}

TEST(ChangeLog, ListsRunsThoseThatEndedLastFirst) {
  Log log;
  log.change("blt1", "r1", {"Dog"});
  log.change("blt2", "r2", {"Dog"});
  log.change("blt2", "r1", {"Cat"});
  log.change("blt2", "r1", {"Sky"});
  auto const now = log.clock.wall();
  EXPECT_THAT(*log.store->changes->runs("bltkey", 10),
              ElementsAre(PastRun{"r1", "main", now, now, 2}, PastRun{"r2", "main", now, now, 1}));
  EXPECT_THAT(*log.store->changes->runs("other", 10), IsEmpty());
}

}  // namespace
}  // namespace stacktag::sqlite
