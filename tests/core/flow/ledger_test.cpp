// SPDX-License-Identifier: Apache-2.0
// What the ledger knows outlasts the process: a new one pays nothing again, puts nothing back that
// a person took away, and mends what the old one had begun.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/ledgers.h"
#include "world.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using world::Stack;
using world::World;

AssetKey const k_key{"bltkey", "main", "blta1"};

struct Server {
  Stack stack{};
  fakes::AssetLedgerInMemory assets{};
  fakes::LabelLedgerInMemory labels{};
  world::Pictures pictures{};
  world::Engine engine{};
  PipelineSettings settings{
      .api_key = "bltkey", .engine = "fake", .stamp = {.run = "run-1", .rules = "r1"}};

  /// In a process that remembers nothing.
  Report deliver(std::string name, int version) {
    fakes::InTurn overlap;
    fakes::FakeClock clock;
    Memory memory;
    StackWords words;
    return Pipeline{stack,  pictures, engine,   overlap, clock,
                    memory, words,    settings, nullptr, {&assets, &labels}}
        .run(stack.event(std::move(name), version), {});
  }
  AssetRecord record() const {
    return assets.records.contains(k_key) ? assets.records.at(k_key) : AssetRecord{};
  }
  void engine_says(std::vector<std::string> const& names) {
    engine.answer = Labels{.engine = "fake"};
    double confidence = 99;
    for (auto const& name : names) {
      engine.answer->found.push_back({.name = name, .confidence = confidence--});
    }
  }
};

TEST(Ledger, KnowsWhichTagsAreOursAndWhere) {
  Server server;
  server.stack.create("f1", {"homepage"});
  server.deliver("create", 1);
  auto const record = server.record();
  EXPECT_THAT(record.ours, ElementsAre("Horse", "Field"));
  EXPECT_THAT(record.removed, IsEmpty());
  EXPECT_THAT(record.own_versions, ElementsAre(2));
  EXPECT_EQ(record.file, "f1");
  EXPECT_EQ(record.engine, "fake");
  EXPECT_EQ(record.rules, "r1");
  EXPECT_FALSE(record.repair);
  ASSERT_EQ(server.assets.changes.size(), 1U);
  auto const& change = server.assets.changes[0];
  EXPECT_EQ(change.version, 2);
  EXPECT_EQ(change.run, "run-1");
  EXPECT_THAT(change.added, ElementsAre("Horse", "Field"));
  ASSERT_EQ(change.origins.size(), 2U);
  EXPECT_EQ(change.origins[0], (TagOrigin{"Horse", "Horse", 99, ""}));
}

TEST(Ledger, AnEchoInAnotherProcessCostsNoCall) {
  Server server;
  server.stack.create("f1");
  server.deliver("create", 1);
  auto const reads = server.stack.reads;
  EXPECT_EQ(server.deliver("update", 2).reason, Reason::own_write);
  EXPECT_EQ(server.stack.reads, reads);
}

TEST(Ledger, ADuplicateInAnotherProcessIsNotLabelledTwice) {
  Server server;
  server.stack.create("f1");
  server.deliver("create", 1);
  EXPECT_EQ(server.deliver("create", 1).reason, Reason::nothing_to_add);
  EXPECT_EQ(server.engine.calls, 1);
}

TEST(Ledger, TheSameBytesInAnotherFileCostNothing) {
  Server server;
  server.stack.create("f1");
  server.deliver("create", 1);
  server.stack.editor_replaces("f2");
  server.deliver("update", server.stack.now().version);
  EXPECT_EQ(server.engine.calls, 1);
}

TEST(Ledger, AStricterQuestionIsAnsweredByALaxerOne) {
  Server server;
  server.stack.create("f1");
  server.deliver("create", 1);
  server.settings.tags.base.confidence_min = 95;
  server.deliver("create", 1);
  EXPECT_EQ(server.engine.calls, 1);
  server.settings.tags.base.confidence_min = 50;
  server.deliver("create", 1);
  EXPECT_EQ(server.engine.calls, 2) << "labels below 70 were never asked for";
}

TEST(Ledger, ATagThatAPersonRemovedIsNotPutBack) {
  Server server;
  server.stack.create("f1", {"homepage"});
  server.deliver("create", 1);
  server.stack.editor_sets({"homepage", "Field"});
  server.stack.editor_replaces("f2");
  auto const report = server.deliver("update", server.stack.now().version);
  EXPECT_EQ(report.reason, Reason::nothing_to_add);
  EXPECT_THAT(server.stack.now().tags, ElementsAre("homepage", "Field"));
  EXPECT_THAT(server.record().removed, ElementsAre("Horse"));
  EXPECT_THAT(server.record().ours, ElementsAre("Field"));
}

TEST(Ledger, ATagThatAPersonPutBackIsTheirs) {
  Server server;
  server.stack.create("f1");
  server.deliver("create", 1);
  server.stack.editor_sets({"Field"});
  server.stack.editor_replaces("f2");
  server.deliver("update", server.stack.now().version);
  server.stack.editor_sets({"Field", "Horse"});
  server.stack.editor_replaces("f3");
  server.deliver("update", server.stack.now().version);
  EXPECT_THAT(server.record().removed, IsEmpty());
  EXPECT_THAT(server.record().ours, ElementsAre("Field")) << "the horse is the editor's now";
}

TEST(Ledger, ATagThatAPersonRemovesWhileWeWriteIsNotPutBack) {
  Server server;
  server.stack.create("f1", {"homepage"});
  server.deliver("create", 1);
  server.stack.editor_replaces("f2");
  server.engine_says({"Horse", "Field", "Tree"});
  server.pictures.original = drawn::jpeg(641, 480);
  server.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"homepage", "Field"}); }};
  server.deliver("update", server.stack.now().version);
  EXPECT_THAT(server.stack.now().tags, ElementsAre("homepage", "Field", "Tree"));
}

TEST(Ledger, ReplacingOurOwnKeepsTheEditors) {
  Server server;
  server.settings.tags.base.merge = Merge::replace_machine;
  server.stack.create("f1", {"homepage"});
  server.deliver("create", 1);
  server.stack.editor_replaces("f2");
  server.pictures.original = drawn::jpeg(641, 480);
  server.engine_says({"Field", "Cow"});
  auto const report = server.deliver("update", server.stack.now().version);
  EXPECT_EQ(report.reason, Reason::tags_replaced);
  EXPECT_THAT(server.stack.now().tags, ElementsAre("homepage", "Field", "Cow"));
  EXPECT_THAT(server.record().ours, ElementsAre("Field", "Cow"));
  EXPECT_THAT(server.record().removed, IsEmpty()) << "nobody but us took the horse away";
}

TEST(Ledger, WhereItCannotBeReadNothingIsDone) {
  Server server;
  server.stack.create("f1");
  server.assets.reads_fail = true;
  EXPECT_EQ(server.deliver("create", 1).reason, Reason::store_unavailable);
  EXPECT_EQ(server.engine.calls + server.stack.reads, 0);
}

TEST(Ledger, WhereItCannotBeWrittenNothingIsWrittenToTheAsset) {
  Server server;
  server.stack.create("f1");
  server.assets.writes_fail = true;
  EXPECT_EQ(server.deliver("create", 1).reason, Reason::store_unavailable);
  EXPECT_EQ(server.stack.writes, 0);
  server.assets.writes_fail = false;
  EXPECT_EQ(server.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_EQ(server.engine.calls, 1) << "its answer was kept";
}

TEST(Ledger, AnAnswerThatCannotBeKeptFailsTheEvent) {
  Server server;
  server.stack.create("f1");
  server.labels.writes_fail = true;
  EXPECT_EQ(server.deliver("create", 1).reason, Reason::store_unavailable);
  EXPECT_EQ(server.stack.writes, 0);
}

// The process ends in the middle of a write: what it had noted is there, what comes after is not.
class EndsInAWrite final : public AssetStore {
 public:
  explicit EndsInAWrite(Stack& stack) : stack_(stack) {}
  Result<std::optional<Asset>> read(AssetRef const& asset, std::optional<int> version,
                                    Deadline const& deadline) override {
    return stack_.read(asset, version, deadline);
  }
  Result<std::optional<Asset>> write(AssetRef const& asset, AssetEdit const& edit,
                                     Deadline const& deadline) override {
    if (whole_writes > 0) {
      --whole_writes;
      return stack_.write(asset, edit, deadline);
    }
    if (comes_about) {
      static_cast<void>(stack_.write(asset, edit, deadline));
    }
    return fail(Reason::contentstack_unavailable, "the process ends here");
  }
  Result<TagsInUse> tags_in_use(std::string const& branch, Deadline const& deadline) override {
    return stack_.tags_in_use(branch, deadline);
  }
  bool comes_about = true;
  int whole_writes = 0;  ///< before that one

 private:
  Stack& stack_;
};

void end_in_a_write(Server& server, bool comes_about, int whole_writes = 0) {
  EndsInAWrite store(server.stack);
  store.whole_writes = whole_writes;
  store.comes_about = comes_about;
  fakes::InTurn overlap;
  fakes::FakeClock clock;
  Memory memory;
  StackWords words;
  auto const event = server.stack.event("create", 1);
  Pipeline{store,  server.pictures, server.engine,   overlap, clock,
           memory, words,           server.settings, nullptr, {&server.assets, &server.labels}}
      .run(event, {});
  ASSERT_TRUE(server.record().repair);
}

TEST(LedgerAfterACrash, AWriteThatCameAboutIsNotDoneAgain) {
  Server server;
  server.stack.create("f1", {"homepage"});
  end_in_a_write(server, true);
  auto const report = server.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::nothing_to_add);
  EXPECT_EQ(server.engine.calls, 1);
  EXPECT_THAT(server.record().ours, ElementsAre("Horse", "Field"));
  EXPECT_FALSE(server.record().repair);
  ASSERT_EQ(server.assets.changes.size(), 1U) << "the journal has it";
  EXPECT_THAT(server.assets.changes[0].added, ElementsAre("Horse", "Field"));
}

TEST(LedgerAfterACrash, AWriteThatDidNotComeAboutIsDone) {
  Server server;
  server.stack.create("f1", {"homepage"});
  end_in_a_write(server, false);
  EXPECT_THAT(server.record().ours, IsEmpty());
  EXPECT_EQ(server.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_THAT(server.stack.now().tags, ElementsAre("homepage", "Horse", "Field"));
}

TEST(LedgerAfterACrash, WhatTheWriteCoveredIsBroughtBack) {
  Server server;
  server.stack.create("f1", {"homepage", "old"});
  server.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"homepage", "summer"}); }};
  end_in_a_write(server, true);
  ASSERT_THAT(server.stack.now().tags, ElementsAre("homepage", "old", "Horse", "Field"));
  server.deliver("create", 1);
  EXPECT_THAT(server.stack.now().tags,
              ::testing::UnorderedElementsAre("homepage", "summer", "Horse", "Field"));
}

TEST(LedgerAfterACrash, WhatAPersonDidAfterwardsCountsToo) {
  Server server;
  server.stack.create("f1", {"homepage"});
  server.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"homepage", "summer"}); }};
  end_in_a_write(server, true);
  server.stack.editor_sets({"homepage", "Field", "later"});  // the horse goes
  server.deliver("create", 1);
  EXPECT_THAT(server.stack.now().tags,
              ::testing::UnorderedElementsAre("homepage", "summer", "Field", "later"));
  EXPECT_THAT(server.record().removed, ElementsAre("Horse"));
}

TEST(LedgerAfterACrash, ARepairThatDidNotComeAboutIsDone) {
  for (bool const comes_about : {false, true}) {
    Server server;
    server.stack.create("f1", {"homepage", "old"});
    server.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"homepage", "summer"}); }};
    end_in_a_write(server, comes_about, 1);
    server.deliver("create", 1);
    EXPECT_THAT(server.stack.now().tags,
                ::testing::UnorderedElementsAre("homepage", "summer", "Horse", "Field"))
        << comes_about;
    EXPECT_THAT(server.record().ours, ::testing::UnorderedElementsAre("Horse", "Field"));
    EXPECT_EQ(server.engine.calls, 1);
  }
}

TEST(LedgerAfterACrash, ATagRemovedBeforeARepairIsNotPutBackByIt) {
  Server server;
  server.stack.create("f1", {"homepage"});
  server.stack.before_writes = {[](Stack& stack) { stack.editor_sets({"homepage", "summer"}); }};
  end_in_a_write(server, false, 1);
  server.stack.editor_sets({"homepage", "Field"});  // of our first write, less the horse
  server.deliver("create", 1);
  EXPECT_THAT(server.stack.now().tags,
              ::testing::UnorderedElementsAre("homepage", "summer", "Field"));
  EXPECT_THAT(server.record().removed, ElementsAre("Horse"));
}

TEST(LedgerAfterACrash, AnEditorsWorkInsteadOfTheWriteStays) {
  Server server;
  server.stack.create("f1", {"homepage"});
  end_in_a_write(server, false);
  server.stack.editor_sets({"summer"});
  server.deliver("create", 1);
  EXPECT_THAT(server.stack.now().tags, ElementsAre("summer", "Horse", "Field"));
}

}  // namespace
}  // namespace stacktag
