// SPDX-License-Identifier: Apache-2.0
// Each asset once, whatever people do to the library meanwhile.
#include "library/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "stacktag/limits.h"

namespace stacktag {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Assets by the time they were made, in pages of limits::stack_assets_page.
class Shelf final : public AssetList {
 public:
  std::vector<ListedAsset> assets{};
  std::map<int, std::function<void(Shelf&)>> before_page{};  ///< by its number, from 1
  std::optional<Error> error{};
  int pages = 0;

  void put(std::string const& uid, std::string const& made) {
    assets.push_back({.asset = {.uid = uid, .version = 1}, .created_at = made});
  }
  void put_many(int count) {
    for (int i = 0; i < count; ++i) {
      auto number = std::to_string(1000 + static_cast<int>(assets.size()));
      put("blt" + number, number);
    }
  }

  Result<AssetPage> page(AssetFilter const&, int skip, Deadline const&) override {
    ++pages;
    if (before_page.contains(pages)) {
      before_page[pages](*this);
    }
    if (error) {
      return fail(*error);
    }
    AssetPage page{.count = static_cast<int>(assets.size())};
    for (auto i = static_cast<std::size_t>(skip);
         i < assets.size() && page.assets.size() < limits::stack_assets_page; ++i) {
      page.assets.push_back(assets[i]);
    }
    return page;
  }
};

std::vector<std::string> walk_all(Shelf& shelf) {
  Walk walk(shelf, {});
  std::vector<std::string> uids;
  for (auto next = walk.next({}); next && *next; next = walk.next({})) {
    uids.push_back((*next)->asset.uid);
  }
  EXPECT_EQ(walk.reads(), shelf.pages);
  return uids;
}

std::vector<std::string> uids_of(Shelf const& shelf) {
  std::vector<std::string> uids;
  for (auto const& listed : shelf.assets) {
    uids.push_back(listed.asset.uid);
  }
  return uids;
}

TEST(Walk, GivesEveryAssetInTheirOrder) {
  Shelf shelf;
  shelf.put_many(250);
  EXPECT_EQ(walk_all(shelf), uids_of(shelf));
  EXPECT_EQ(shelf.pages, 3);
}

TEST(Walk, OfNothingReadsOnePage) {
  Shelf shelf;
  EXPECT_THAT(walk_all(shelf), IsEmpty());
  EXPECT_EQ(shelf.pages, 1);
}

TEST(Walk, FindsWhatHasMovedUpBecauseOthersWereDeleted) {
  Shelf shelf;
  shelf.put_many(250);
  auto const wanted = uids_of(shelf);
  shelf.before_page[2] = [](Shelf& now) {
    now.assets.erase(now.assets.begin() + 10, now.assets.begin() + 30);
  };
  // Those that are gone had been given already.
  EXPECT_EQ(walk_all(shelf), wanted);
}

TEST(Walk, FindsWhatIsMadeMeanwhile) {
  Shelf shelf;
  shelf.put_many(150);
  shelf.before_page[2] = [](Shelf& now) { now.put_many(1); };
  auto const found = walk_all(shelf);
  EXPECT_EQ(found, uids_of(shelf));
  EXPECT_EQ(found.size(), 151U);
}

TEST(Walk, TellsAssetsApartThatWereMadeAtTheSameTime) {
  Shelf shelf;
  for (int i = 0; i < 130; ++i) {
    shelf.put("blt" + std::to_string(1000 + i), "2026-01-01T00:00:00.000Z");
  }
  shelf.before_page[2] = [](Shelf& now) { now.assets.erase(now.assets.begin()); };
  auto const found = walk_all(shelf);
  EXPECT_EQ(found.size(), 130U);
  EXPECT_THAT(found, Contains("blt1000").Times(1));
  EXPECT_THAT(found, Contains("blt1100").Times(1));
}

TEST(Walk, EndsWithTheErrorOfAPage) {
  Shelf shelf;
  shelf.put_many(150);
  shelf.before_page[2] = [](Shelf& now) {
    now.error = Error{Reason::contentstack_unavailable, "away"};
  };
  Walk walk(shelf, {});
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(walk.next({}));
  }
  auto const next = walk.next({});
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().reason, Reason::contentstack_unavailable);
}

}  // namespace
}  // namespace stacktag
