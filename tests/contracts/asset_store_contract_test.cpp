// SPDX-License-Identifier: Apache-2.0
// What ports/asset_store.h promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "contentstack/asset_store.h"
#include "contracts/loopback_stack.h"
#include "core/flow/world.h"

namespace stacktag {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Tags = std::vector<std::string>;

/// A store, and what others do to what is in it.
class StoreSubject {
 public:
  virtual ~StoreSubject() = default;
  virtual AssetStore& store() = 0;
  virtual AssetRef create(Tags tags) = 0;
  virtual void editor_sets(AssetRef const& asset, Tags tags) = 0;
  virtual void editor_replaces_the_file(AssetRef const& asset) = 0;
  virtual void editor_deletes(AssetRef const& asset) = 0;
};

class StoreInMemory final : public StoreSubject {
 public:
  AssetStore& store() override { return stack_; }
  AssetRef create(Tags tags) override {
    stack_.create("file1", std::move(tags));
    return {.uid = "blta1"};
  }
  void editor_sets(AssetRef const&, Tags tags) override { stack_.editor_sets(std::move(tags)); }
  void editor_replaces_the_file(AssetRef const&) override { stack_.editor_replaces("file2"); }
  void editor_deletes(AssetRef const&) override { stack_.versions.clear(); }

 private:
  world::Stack stack_{};
};

class Contentstack final : public StoreSubject {
 public:
  AssetStore& store() override { return *store_; }
  AssetRef create(Tags tags) override {
    auto const asset = loopback_.upload("bytes", {{"tags", tags}});
    return {.uid = asset.at("uid")};
  }
  void editor_sets(AssetRef const& asset, Tags tags) override {
    library().update("main", asset.uid, {{"tags", tags}});
  }
  void editor_replaces_the_file(AssetRef const& asset) override {
    library().replace("main", asset.uid, {"b.png", "image/png", "others"}, json::Json::object());
  }
  void editor_deletes(AssetRef const& asset) override { library().remove("main", asset.uid); }

 private:
  sandbox::Library& library() { return loopback_.stack.library(); }

  contracts::LoopbackStack loopback_{};
  std::unique_ptr<AssetStore> store_ = contentstack::make_asset_store(
      {.region = {},
       .api_url = "http://" + loopback_.authority,
       .api_key = "bltkey",
       .management_token = "cstoken"},
      *loopback_.client, loopback_.clock, {*loopback_.reads, *loopback_.writes});
};

struct MadeStore {
  std::string name;
  std::function<std::unique_ptr<StoreSubject>()> make;
};

class AssetStoreContract : public testing::TestWithParam<MadeStore> {
 protected:
  std::optional<Asset> read(AssetRef const& asset, std::optional<int> version = std::nullopt) {
    auto const found = subject_->store().read(asset, version, {});
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(std::nullopt);
  }
  std::optional<Asset> write(AssetRef const& asset, Tags const& tags) {
    auto const written = subject_->store().write(asset, {.tags = tags}, {});
    EXPECT_TRUE(written) << written.error().message;
    return written.value_or(std::nullopt);
  }

  std::unique_ptr<StoreSubject> subject_ = GetParam().make();
};

TEST_P(AssetStoreContract, AnAssetIsReadAsItIsNow) {
  auto const asset = subject_->create({"b", "a"});
  auto const found = read(asset);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->uid, asset.uid);
  EXPECT_EQ(found->version, 1);
  EXPECT_THAT(found->tags, ElementsAre("b", "a"));
  EXPECT_NE(found->url, "");
  EXPECT_FALSE(found->is_folder);

  subject_->editor_sets(asset, {"c"});
  EXPECT_EQ(read(asset)->version, 2);
  EXPECT_THAT(read(asset)->tags, ElementsAre("c"));
}

TEST_P(AssetStoreContract, EveryVersionStaysReadable) {
  auto const asset = subject_->create({"one"});
  subject_->editor_sets(asset, {"two"});
  subject_->editor_replaces_the_file(asset);
  EXPECT_THAT(read(asset, 1)->tags, ElementsAre("one"));
  EXPECT_EQ(read(asset, 1)->version, 1);
  EXPECT_THAT(read(asset, 2)->tags, ElementsAre("two"));
  EXPECT_EQ(read(asset, 3), read(asset));
  EXPECT_EQ(read(asset, 4), std::nullopt);
}

TEST_P(AssetStoreContract, TheFileUidChangesWithTheFileAndWithNothingElse) {
  auto const asset = subject_->create({});
  subject_->editor_sets(asset, {"x"});
  write(asset, {"y"});
  subject_->editor_replaces_the_file(asset);
  EXPECT_EQ(file_uid(*read(asset, 2)), file_uid(*read(asset, 1)));
  EXPECT_EQ(file_uid(*read(asset, 3)), file_uid(*read(asset, 1)));
  EXPECT_NE(file_uid(*read(asset, 4)), file_uid(*read(asset, 1)));
}

TEST_P(AssetStoreContract, WhatIsNotThereIsNothing) {
  EXPECT_EQ(read({.uid = "bltnowhere"}), std::nullopt);
  EXPECT_EQ(read({.uid = "bltnowhere"}, 1), std::nullopt);
  auto const asset = subject_->create({"a"});
  subject_->editor_deletes(asset);
  EXPECT_EQ(read(asset), std::nullopt);
  EXPECT_EQ(read(asset, 1), std::nullopt);
  EXPECT_EQ(write(asset, {"b"}), std::nullopt);
}

TEST_P(AssetStoreContract, AWriteReplacesTheTagsAndNothingElse) {
  auto const asset = subject_->create({"old"});
  auto expected = *read(asset);
  auto const written = write(asset, {"new", "Über", "a b"});
  expected.version = 2;
  expected.tags = {"new", "Über", "a b"};
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, expected);
  EXPECT_EQ(read(asset), expected);
  EXPECT_THAT(read(asset, 1)->tags, ElementsAre("old"));
}

TEST_P(AssetStoreContract, AWriteCanTakeAllTagsAway) {
  auto const asset = subject_->create({"old"});
  ASSERT_TRUE(write(asset, {}));
  EXPECT_THAT(read(asset)->tags, IsEmpty());
}

TEST_P(AssetStoreContract, AWriteChangesTheDescriptionOnlyWhereItNamesOne) {
  auto const asset = subject_->create({"old"});
  auto const described =
      subject_->store().write(asset, {{"new"}, "A \"horse\" in the Müritz."}, {});
  ASSERT_TRUE(described && *described);
  EXPECT_EQ((*described)->description, "A \"horse\" in the Müritz.");
  EXPECT_THAT((*described)->tags, ElementsAre("new"));
  write(asset, {"newer"});
  EXPECT_EQ(read(asset)->description, "A \"horse\" in the Müritz.");
  EXPECT_EQ(read(asset, 1)->description, "");
}

TEST_P(AssetStoreContract, TheTagsInUseAreThoseOfTheAssetsAsTheyAreNow) {
  auto const asset = subject_->create({"b", "a"});
  subject_->editor_sets(asset, {"c", "Ü"});
  auto const found = subject_->store().tags_in_use("", {});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_THAT(found->tags, ElementsAre("c", "Ü"));
  EXPECT_EQ(found->reads, 1);
}

TEST_P(AssetStoreContract, TheVersionOfAWriteShowsWhoWasThereBefore) {
  auto const asset = subject_->create({});
  auto const before = read(asset);
  subject_->editor_sets(asset, {"theirs"});
  EXPECT_EQ(write(asset, {"ours"})->version, before->version + 2);
  EXPECT_THAT(read(asset, before->version + 1)->tags, ElementsAre("theirs"));
}

INSTANTIATE_TEST_SUITE_P(
    Of, AssetStoreContract,
    testing::Values(MadeStore{"InMemory", [] { return std::make_unique<StoreInMemory>(); }},
                    MadeStore{"Contentstack", [] { return std::make_unique<Contentstack>(); }}),
    [](auto const& made) { return made.param.name; });

}  // namespace
}  // namespace stacktag
