// SPDX-License-Identifier: Apache-2.0
#include "study/learning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/ledgers.h"
#include "study/study_json.h"

namespace stacktag::study {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

class ListInMemory final : public AssetList {
 public:
  std::vector<ListedAsset> assets{};
  bool fails = false;
  AssetFilter last{};

  Result<AssetPage> page(AssetFilter const& filter, int skip,
                         Deadline const& /*deadline*/) override {
    last = filter;
    if (fails) {
      return fail(Reason::contentstack_unavailable, "it is away");
    }
    AssetPage page{.count = static_cast<int>(assets.size())};
    for (auto i = static_cast<std::size_t>(skip); i < assets.size() && page.assets.size() < 2;
         ++i) {
      page.assets.push_back(assets[i]);
    }
    return page;
  }

  void add(std::string uid, std::vector<std::string> tags) {
    assets.push_back({.asset = {.uid = std::move(uid), .tags = std::move(tags)},
                      .created_at = "2026-03-0" + std::to_string(assets.size() + 1)});
  }
};

class CensusInMemory final : public LabelCensus {
 public:
  std::vector<LabelUse> uses{};

  Result<std::vector<LabelUse>> labels(std::string const& stack) override {
    return stack == "key" ? uses : std::vector<LabelUse>{};
  }
};

TEST(Learning, CountsPeoplesTagsAndSaysWhatEnginesSeeBeyond) {
  ListInMemory list;
  list.add("a", {"Dog", "Horse"});
  list.add("b", {"dogs"});
  list.add("c", {"Horse"});
  fakes::AssetLedgerInMemory ledger;
  ledger.records[{"key", "main", "a"}] = {.ours = {"Horse"}};
  CensusInMemory census;
  census.uses = {{{.name = "Dog"}, 2}, {{.name = "Horse"}, 2}, {{.name = "Sky"}, 1}};
  std::vector<std::pair<int, int>> told;
  auto const learned =
      learn({list, &ledger, &census},
            {.stack = "press", .api_key = "key", .filter = {.folder = "f"}, .assets_min = 2}, {},
            [&](int done, int all) { told.emplace_back(done, all); });
  ASSERT_TRUE(learned);
  EXPECT_EQ(list.last.folder, "f");
  EXPECT_EQ(learned->counts.ours, 1);
  EXPECT_THAT(learned->counts.spellings,
              UnorderedElementsAre(Pair("Dog", 1), Pair("dogs", 1), Pair("Horse", 1)));
  EXPECT_THAT(learned->proposal.words, ElementsAre(ProposedWord{"Dog", 2, {{"dogs", 1}}, ""}));
  EXPECT_THAT(*learned->unmapped, ElementsAre(LabelUse{{.name = "Sky"}, 1}));
  EXPECT_THAT(told, ElementsAre(Pair(1, 3), Pair(2, 3), Pair(3, 3)));
  auto const object = vocabulary_json(*learned);
  EXPECT_EQ(object["unmapped_labels"].dump(), R"([{"label":"Sky","pictures":1}])");
  EXPECT_EQ(object["written_by_stacktag"], 1);
}

TEST(Learning, WithoutAStoreNothingIsKnownOfLabels) {
  ListInMemory list;
  list.add("a", {"Dog"});
  auto const learned = learn({list}, {}, {}, [](int, int) {});
  ASSERT_TRUE(learned);
  EXPECT_FALSE(learned->unmapped);
  EXPECT_TRUE(vocabulary_json(*learned)["unmapped_labels"].is_null());
}

TEST(Learning, TellsWhatFailed) {
  ListInMemory list;
  list.add("a", {"Dog"});
  fakes::AssetLedgerInMemory ledger;
  ledger.reads_fail = true;
  EXPECT_EQ(learn({list, &ledger}, {}, {}, [](int, int) {}).error().reason,
            Reason::store_unavailable);
  list.fails = true;
  EXPECT_EQ(learn({list}, {}, {}, [](int, int) {}).error().reason,
            Reason::contentstack_unavailable);
}

}  // namespace
}  // namespace stacktag::study
