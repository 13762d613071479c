// SPDX-License-Identifier: Apache-2.0
// House rules on an event's way: what is skipped, what the stack's own words do, and descriptions
// that nobody loses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "stacktag/limits.h"
#include "world.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using world::Stack;
using world::World;

constexpr auto k_sentence = "A horse in a field.";

AssetRule skip_by(Condition when) {
  return {.name = "quiet", .when = std::move(when), .skip = true};
}

// A world whose assets get descriptions.
struct Described {
  World world{};
  explicit Described(std::vector<std::string> tags = {}) {
    world.engine.answer->found[0].categories = {"Animals and Pets"};
    world.settings.tags.base.alt_text = AltText::write;
    world.stack.create("f1", std::move(tags));
  }
};

TEST(HouseRules, AnAssetThatARuleSkipsCostsNothing) {
  World world;
  world.stack.create("f1");
  world.stack.versions[0].filename = "logo.png";
  world.settings.tags.assets = {skip_by({.files = {"logo*"}})};
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::skipped_by_rule);
  EXPECT_THAT(report.message, HasSubstr("quiet"));
  EXPECT_EQ(world.calls(), 0);
}

TEST(HouseRules, FolderTitleTypeAndBranchAreKnownOfAnEvent) {
  for (auto const& when : std::vector<Condition>{{.folders = {"bltlogos"}},
                                                 {.content_types = {"image/j*"}},
                                                 {.titles = {"our *"}},
                                                 {.branches = {"main"}}}) {
    World world;
    world.stack.create("f1");
    world.stack.versions[0].folder = "bltlogos";
    world.stack.versions[0].title = "Our logo";
    world.settings.tags.assets = {skip_by(when)};
    EXPECT_EQ(world.deliver("create", 1).reason, Reason::skipped_by_rule);
  }
}

TEST(HouseRules, AnAssetThatWasMovedMeanwhileIsJudgedWhereItIsNow) {
  World world;
  world.stack.create("f1");
  auto const event = world.stack.event("create", 1);
  auto moved = world.stack.now();
  moved.version = 2;
  moved.folder = "bltlogos";
  world.stack.versions.push_back(moved);
  world.settings.tags.assets = {skip_by({.folders = {"bltlogos"}})};
  EXPECT_EQ(world.deliver(event).reason, Reason::skipped_by_rule);
  EXPECT_EQ(world.engine.calls + world.stack.writes, 0) << "nothing was paid";
}

TEST(HouseRules, AConcisePayloadIsJudgedOnceItIsWhole) {
  World world;
  world.stack.create("f1");
  world.stack.versions[0].filename = "logo.png";
  world.settings.tags.assets = {skip_by({.files = {"logo*"}})};
  auto concise = world.stack.event("create", 1);
  concise.asset = {.uid = "blta1", .version = 1};
  EXPECT_EQ(world.deliver(concise).reason, Reason::skipped_by_rule);
  EXPECT_EQ(world.engine.calls + world.pictures.fetches, 0);
}

TEST(HouseRules, TheRuleThatFitsTheAssetCounts) {
  World world;
  world.stack.create("f1");
  world.stack.versions[0].folder = "bltpress";
  world.settings.tags.assets = {
      {.name = "press", .when = {.folders = {"bltpress"}}, .changes = {.tags_max = 1}}};
  world.deliver("create", 1);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("Horse"));
}

TEST(HouseRules, TheEngineIsAskedForWhatAnyRuleMayUse) {
  World world;
  world.stack.create("f1");
  world.settings.tags.assets = {
      {.name = "low", .when = {.files = {"other"}}, .changes = {.confidence_min = 20}}};
  world.deliver("create", 1);
  EXPECT_EQ(world.engine.last.confidence_min, 20);
}

TEST(HouseRules, TheStacksOwnWordsAreReadOnceInAWhile) {
  World world;
  world.stack.create("f1");
  world.stack.others = {"horse", "horses", "horses"};
  world.settings.tags.base.vocabulary = {VocabularyMode::only, VocabularySource::stack, {}};
  auto const report = world.deliver("create", 1);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("horse")) << "the exact word counts most";
  EXPECT_EQ(report.reads, 2);

  world.stack.editor_replaces("f2");
  EXPECT_EQ(world.deliver("update", 3).reads, 2) << "the words are known";
  world.clock.advance(limits::stack_words_age_max);
  world.stack.editor_replaces("f3");
  world.stack.pages = 4;
  EXPECT_EQ(world.deliver("update", 4).reads, 6) << "each page counts";
}

TEST(HouseRules, OfTwoVariantsTheOneThatMoreAssetsHaveCounts) {
  EXPECT_THAT(by_use({"a", "b", "b", "c", "c"}), ElementsAre("b", "c", "a"));
  Words const words(by_use({"t shirt", "T-Shirts", "T-Shirts"}));
  EXPECT_EQ(*words.find("tshirt"), "T-Shirts");
}

TEST(HouseRules, AFailureToReadTheStacksWordsIsNotKept) {
  World world;
  world.stack.create("f1");
  world.stack.read_errors.push_back({Reason::contentstack_throttled, "429"});
  int reads = 0;
  auto const words = [&] {
    return world.stack_words.of("main", world.stack, world.clock, {}, reads);
  };
  EXPECT_EQ(words().error().reason, Reason::contentstack_throttled);
  EXPECT_TRUE(words());
  EXPECT_EQ(reads, 2);
}

// While one event reads the words anew, `meanwhile` is what another one does.
class BusyStore final : public AssetStore {
 public:
  std::function<void()> meanwhile{};
  std::optional<Error> error{};
  int lists = 0;

  Result<std::optional<Asset>> read(AssetRef const&, std::optional<int>, Deadline const&) override {
    return std::nullopt;
  }
  Result<std::optional<Asset>> write(AssetRef const&, AssetEdit const&, Deadline const&) override {
    return std::nullopt;
  }
  Result<TagsInUse> tags_in_use(std::string const&, Deadline const&) override {
    ++lists;
    if (auto const call = std::exchange(meanwhile, nullptr)) {
      call();
    }
    return error ? Result<TagsInUse>(fail(*error)) : TagsInUse{{"horse"}, 1};
  }
};

TEST(HouseRules, WordsThatAreReadAnewAreReadByOneEvent) {
  BusyStore store;
  fakes::FakeClock clock;
  StackWords stack_words;
  int reads = 0;
  auto const words = [&] { return stack_words.of("main", store, clock, {}, reads); };
  ASSERT_TRUE(words());
  clock.advance(limits::stack_words_age_max);
  store.meanwhile = [&] { EXPECT_TRUE(words()) << "the old ones"; };
  store.error = Error{Reason::contentstack_throttled, "429"};
  EXPECT_FALSE(words());
  EXPECT_EQ(store.lists, 2);
  store.error.reset();
  EXPECT_TRUE(words());
  EXPECT_EQ(store.lists, 3) << "a failure is no age";
}

TEST(HouseRules, AnotherBranchDoesNotMakeAKnownOneForgotten) {
  BusyStore store;
  fakes::FakeClock clock;
  StackWords stack_words;
  int reads = 0;
  auto const read_all = [&] {
    for (std::size_t i = 0; i < limits::stack_words_branches_max; ++i) {
      EXPECT_TRUE(stack_words.of(std::to_string(i), store, clock, {}, reads));
    }
  };
  read_all();
  clock.advance(limits::stack_words_age_max);
  read_all();
  read_all();
  EXPECT_EQ(store.lists, 2 * static_cast<int>(limits::stack_words_branches_max));
}

TEST(HouseRules, WithoutTheStacksWordsNothingIsPaid) {
  World world;
  world.stack.create("f1");
  world.stack.words_error = Error{Reason::contentstack_throttled, "429"};
  world.settings.tags.base.vocabulary = {VocabularyMode::prefer, VocabularySource::stack, {}};
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::contentstack_throttled);
  EXPECT_EQ(world.engine.calls + world.stack.writes, 0);
}

TEST(AltTextWrite, GoesOutWithTheTagsInOneWrite) {
  Described d;
  auto const report = d.world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_EQ(report.description, k_sentence);
  EXPECT_EQ(d.world.stack.now().description, k_sentence);
  EXPECT_THAT(d.world.stack.now().tags, ElementsAre("Horse", "Field"));
  EXPECT_EQ(report.writes, 1);
}

TEST(AltTextWrite, IsAReasonToWriteByItself) {
  Described d({"Horse", "Field"});
  EXPECT_EQ(d.world.deliver("create", 1).reason, Reason::alt_text_added);
  EXPECT_EQ(d.world.stack.now().description, k_sentence);
  EXPECT_EQ(d.world.deliver("update", 2).reason, Reason::own_write);
}

TEST(AltTextWrite, NeverTakesThePlaceOfADescription) {
  Described d;
  d.world.stack.versions[0].description = "Lucky, 2019";
  auto const report = d.world.deliver("create", 1);
  EXPECT_EQ(report.description, std::nullopt);
  EXPECT_EQ(d.world.stack.now().description, "Lucky, 2019");
}

TEST(AltTextWrite, FillsADescriptionOfBlanks) {
  Described d;
  d.world.stack.versions[0].description = " \n";
  d.world.deliver("create", 1);
  EXPECT_EQ(d.world.stack.now().description, k_sentence);
}

TEST(AltTextWrite, ADryRunShowsIt) {
  Described d({"Horse", "Field"});
  d.world.settings.mode = WriteMode::dry_run;
  auto const report = d.world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::dry_run);
  EXPECT_EQ(report.description, k_sentence);
  EXPECT_EQ(d.world.stack.writes, 0);
}

TEST(AltTextWrite, TheDescriptionThatAnEditorWroteInBetweenComesBack) {
  Described d({"homepage"});
  d.world.stack.before_writes = {[](Stack& stack) { stack.editor_describes("Lucky, 2019"); }};
  auto const report = d.world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_EQ(d.world.stack.now().description, "Lucky, 2019");
  EXPECT_THAT(d.world.stack.now().tags, ElementsAre("homepage", "Horse", "Field"));
  EXPECT_EQ(report.description, std::nullopt);
  EXPECT_EQ(report.writes, 2);
}

TEST(AltTextWrite, AnEditorWhoChangesOursInTheRepairKeepsTheirs) {
  Described d;
  d.world.stack.before_writes = {
      [](Stack& stack) { stack.editor_sets({"summer"}); },
      [](Stack& stack) { stack.editor_describes("A horse called Lucky."); }};
  d.world.deliver("create", 1);
  EXPECT_EQ(d.world.stack.now().description, "A horse called Lucky.");
  EXPECT_THAT(d.world.stack.now().tags, ElementsAre("summer", "Horse", "Field"));
}

TEST(AltTextWrite, AnEditorWhoTakesOursAwayIsObeyed) {
  Described d;
  d.world.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"summer"}); },
                                 [](Stack& stack) { stack.editor_describes(""); }};
  auto const report = d.world.deliver("create", 1);
  EXPECT_EQ(d.world.stack.now().description, "");
  EXPECT_EQ(report.description, std::nullopt);
}

TEST(AltTextWrite, WhatOursHadHiddenComesBackWhereASecondEditorTookOursAway) {
  Described d;
  d.world.stack.before_writes = {[](Stack& stack) { stack.editor_describes("Lucky, 2019"); },
                                 [](Stack& stack) { stack.editor_describes(""); }};
  d.world.deliver("create", 1);
  EXPECT_EQ(d.world.stack.now().description, "Lucky, 2019");
}

TEST(AltTextWrite, OfAFileThatWasReplacedInBetweenIsTakenBack) {
  Described d({"homepage"});
  d.world.stack.before_writes = {[](Stack& stack) { stack.editor_replaces("f2"); }};
  auto const report = d.world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::superseded);
  EXPECT_EQ(d.world.stack.now().description, "");
  EXPECT_THAT(d.world.stack.now().tags, ElementsAre("homepage"));
  EXPECT_EQ(report.description, std::nullopt);
}

TEST(AltTextWrite, AnEditOfTagsInBetweenLeavesOursThere) {
  Described d;
  d.world.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"summer"}); }};
  EXPECT_EQ(d.world.deliver("create", 1).description, k_sentence);
  EXPECT_EQ(d.world.stack.now().description, k_sentence);
}

TEST(AltTextWrite, WhereItIsOffAnEditorsDescriptionIsNeverInDanger) {
  World world;
  world.stack.create("f1");
  world.stack.before_writes = {[](Stack& stack) { stack.editor_describes("Lucky, 2019"); }};
  EXPECT_EQ(world.deliver("create", 1).writes, 1) << "the write does not touch it";
  EXPECT_EQ(world.stack.now().description, "Lucky, 2019");
}

TEST(AltTextWrite, ARepairThatFailedIsTakenUpByTheNextEvent) {
  Described d;
  d.world.stack.before_writes = {[](Stack& stack) {
    stack.editor_describes("Lucky, 2019");
    stack.broken_versions[2] = {Reason::contentstack_unavailable, "503"};
  }};
  EXPECT_EQ(d.world.deliver("create", 1).outcome(), Outcome::failed);
  EXPECT_EQ(d.world.stack.now().description, k_sentence) << "the editor's is hidden for now";
  d.world.stack.broken_versions.clear();
  EXPECT_EQ(d.world.deliver("create", 1).outcome(), Outcome::tagged);
  EXPECT_EQ(d.world.stack.now().description, "Lucky, 2019");
}

TEST(AltTextWrite, ARepairThatCouldNotBeWrittenIsTakenUpByTheNextEvent) {
  Described d;
  // Our own write goes through, the one that repairs it does not.
  d.world.stack.before_writes = {[](Stack& stack) {
    stack.editor_describes("Lucky, 2019");
    stack.write_errors.push_back({Reason::contentstack_unavailable, "500"});
  }};
  EXPECT_EQ(d.world.deliver("create", 1).outcome(), Outcome::failed);
  EXPECT_EQ(d.world.deliver("create", 1).outcome(), Outcome::tagged);
  EXPECT_EQ(d.world.stack.now().description, "Lucky, 2019");
}

}  // namespace
}  // namespace stacktag
