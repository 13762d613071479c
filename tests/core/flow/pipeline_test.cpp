// SPDX-License-Identifier: Apache-2.0
// The whole way of an event, and what it costs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using world::World;

TEST(Pipeline, ANewPictureGetsItsTagsAfterTheEditors) {
  World world;
  world.stack.create("f1", {"homepage"});
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage", "Horse", "Field"));
  EXPECT_THAT(report.tags, ElementsAre("homepage", "Horse", "Field"));
  EXPECT_THAT(report.added, ElementsAre("Horse", "Field"));
  EXPECT_EQ(report.version, 2);
  EXPECT_EQ(report.label_calls, 1);
  EXPECT_EQ(report.writes, 1);
  EXPECT_EQ(report.reads, 1);
  EXPECT_EQ(report.image_bytes, drawn::jpeg(640, 480).size());
}

TEST(Pipeline, TheEngineIsAskedByThePolicy) {
  World world;
  world.stack.create("f1");
  world.settings.tags.base = {
      .confidence_min = 42.5, .tags_max = 3, .person_guesses = PersonGuesses::keep};
  world.deliver("create", 1);
  EXPECT_EQ(world.engine.last.confidence_min, 42.5);
  EXPECT_EQ(world.engine.last.labels_max, 3);
}

TEST(Pipeline, AReplacedFileIsWorkedOn) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.stack.editor_replaces("f2");
  auto const report = world.deliver("update", 2);
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_EQ(report.reads, 2);
  EXPECT_EQ(world.engine.calls, 1);
}

TEST(Pipeline, AnUpdateThatKeptTheFileCostsReadsOnly) {
  World world;
  world.stack.create("f1");
  world.stack.editor_sets({"homepage"});
  auto const report = world.deliver("update", 2);
  EXPECT_EQ(report.reason, Reason::file_unchanged);
  EXPECT_EQ(world.engine.calls, 0);
  EXPECT_EQ(world.stack.writes, 0);
}

TEST(Pipeline, ADuplicateCostsNoCallAtAll) {
  World world;
  world.stack.create("f1");
  world.deliver("create", 1);
  auto const before = world.calls();
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(world.deliver("create", 1).reason, Reason::duplicate);
  }
  EXPECT_EQ(world.calls(), before);
  EXPECT_EQ(world.engine.calls, 1);
}

TEST(Pipeline, TheEchoOfOurOwnWriteCostsNoCallAtAll) {
  World world;
  world.stack.create("f1");
  world.deliver("create", 1);
  auto const before = world.calls();
  EXPECT_EQ(world.deliver("update", 2).reason, Reason::own_write);
  EXPECT_EQ(world.calls(), before);
}

TEST(Pipeline, TheEchoInAnotherProcessCostsReadsOnly) {
  World world;
  world.stack.create("f1");
  world.deliver("create", 1);
  World other;
  other.stack.versions = world.stack.versions;
  EXPECT_EQ(other.deliver("update", 2).reason, Reason::file_unchanged);
  EXPECT_EQ(other.engine.calls + other.stack.writes, 0);
}

TEST(Pipeline, ALateDeliveryWhoseFileWasReplacedIsSuperseded) {
  World world;
  world.stack.create("f1");
  auto const late = world.stack.event("create", 1);
  world.stack.editor_replaces("f2");
  auto const report = world.deliver(late);
  EXPECT_EQ(report.reason, Reason::superseded);
  EXPECT_EQ(world.engine.calls + world.stack.writes, 0);
  EXPECT_TRUE(world.pictures.was_cancelled) << "the picture is not needed once that is known";
}

TEST(Pipeline, AnAssetThatIsGoneIsSkipped) {
  World world;
  world.stack.create("f1");
  auto const late = world.stack.event("create", 1);
  world.stack.versions.clear();
  EXPECT_EQ(world.deliver(late).reason, Reason::asset_gone);
  EXPECT_EQ(world.engine.calls, 0);
}

TEST(Pipeline, WhatIsSkippedAtSightCostsNothing) {
  World world;
  world.stack.create("f1");
  EXPECT_EQ(world.deliver("publish", 1).reason, Reason::publish_event);
  EXPECT_EQ(world.calls(), 0);
}

TEST(Pipeline, NothingNewMeansNoWrite) {
  World world;
  world.stack.create("f1", {"field", "HORSE"});
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::nothing_to_add);
  EXPECT_THAT(report.tags, ElementsAre("field", "HORSE"));
  EXPECT_THAT(report.added, IsEmpty());
  EXPECT_EQ(world.stack.writes, 0);
}

TEST(Pipeline, ADryRunShowsWhatItWouldWriteAndIsNotRemembered) {
  World world;
  world.stack.create("f1", {"homepage"});
  world.settings.mode = WriteMode::dry_run;
  auto const report = world.deliver("create", 1);
  EXPECT_EQ(report.reason, Reason::dry_run);
  EXPECT_THAT(report.added, ElementsAre("Horse", "Field"));
  EXPECT_EQ(world.stack.writes, 0);
  world.settings.mode = WriteMode::write;
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_EQ(world.engine.calls, 1) << "what the engine said is still known";
}

TEST(Pipeline, AConcisePayloadIsCompletedFromTheStack) {
  World world;
  world.stack.create("f1");
  world.stack.editor_replaces("f2");
  auto concise = world.stack.event("update", 2);
  concise.asset = {.uid = "blta1", .version = 2, .title = "a.jpeg"};
  EXPECT_EQ(world.deliver(concise).reason, Reason::tags_added);
}

TEST(Pipeline, AConcisePayloadOfAFolderOrADocumentIsSkipped) {
  World world;
  world.stack.create("f1");
  auto concise = world.stack.event("create", 1);
  concise.asset = {.uid = "blta1", .version = 1};
  world.stack.versions[0].content_type = "application/pdf";
  EXPECT_EQ(world.deliver(concise).reason, Reason::other_content_type);
  world.stack.versions[0].is_folder = true;
  World fresh;
  fresh.stack.versions = world.stack.versions;
  EXPECT_EQ(fresh.deliver(concise).reason, Reason::folder);
  EXPECT_EQ(fresh.engine.calls + fresh.pictures.fetches, 0);
}

TEST(Pipeline, AConcisePayloadOfAnAssetThatIsGoneIsSkipped) {
  World world;
  EXPECT_EQ(
      world
          .deliver(
              {.module = "asset", .name = "create", .api_key = "bltkey", .asset = {.uid = "blta1"}})
          .reason,
      Reason::asset_gone);
}

struct Failure {
  std::string_view what;
  void (*arrange)(World&);
  Reason reason;
  int label_calls;
};

std::vector<Failure> failures() {
  return {
      {"the latest version cannot be read",
       [](World& w) {
         w.stack.read_errors.push_back({Reason::contentstack_unavailable, "503"});
       },
       Reason::contentstack_unavailable, 0},
      {"the previous version cannot be read",
       [](World& w) {
         w.stack.broken_versions[1] = {Reason::contentstack_throttled, "429"};
       },
       Reason::contentstack_throttled, 0},
      {"the token is refused",
       [](World& w) {
         w.stack.read_errors.push_back({Reason::contentstack_denied, "401"});
       },
       Reason::contentstack_denied, 0},
      {"the picture cannot be had",
       [](World& w) { w.pictures.original = fail(Reason::image_unavailable, "404"); },
       Reason::image_unavailable, 0},
      {"the picture is no picture", [](World& w) { w.pictures.original = std::string("<html>"); },
       Reason::not_an_image, 0},
      {"the picture is cut off",
       [](World& w) { w.pictures.original = drawn::jpeg(640, 480).substr(0, 40); }, Reason::corrupt,
       0},
      {"the picture is too small", [](World& w) { w.pictures.original = drawn::png(79, 500); },
       Reason::too_small, 0},
      {"a format that cannot be converted",
       [](World& w) { w.pictures.original = std::string("GIF89a.."); }, Reason::unsupported_format,
       0},
      {"a file beyond all limits",
       [](World& w) { w.pictures.original = fail(Reason::too_large, "more than 20 MiB"); },
       Reason::too_large, 0},
      {"the engine is throttled",
       [](World& w) { w.engine.answer = fail(Reason::labeler_throttled, "slow down"); },
       Reason::labeler_throttled, 0},
      {"the engine refuses the picture",
       [](World& w) { w.engine.answer = fail(Reason::refused_by_labeler, "format"); },
       Reason::refused_by_labeler, 0},
      {"the write fails",
       [](World& w) {
         w.stack.write_errors.push_back({Reason::contentstack_unavailable, "500"});
       },
       Reason::contentstack_unavailable, 1},
  };
}

TEST(Pipeline, EveryFailureOfAStepIsTheOutcomeAndCostsNoMoreThanItMust) {
  for (auto const& failure : failures()) {
    World world;
    world.stack.create("f1", {"homepage"});
    world.stack.editor_replaces("f2");
    failure.arrange(world);
    auto const report = world.deliver("update", 2);
    EXPECT_EQ(report.reason, failure.reason) << failure.what;
    EXPECT_EQ(report.label_calls, failure.label_calls) << failure.what;
    EXPECT_THAT(world.stack.now().tags, ElementsAre("homepage")) << failure.what;
  }
}

TEST(Pipeline, AFailedDeliveryIsWorkedOnAgainAndThePictureIsNotPaidTwice) {
  World world;
  world.stack.create("f1");
  world.stack.write_errors.push_back({Reason::contentstack_unavailable, "500"});
  EXPECT_EQ(world.deliver("create", 1).outcome(), Outcome::failed);
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::tags_added);
  EXPECT_EQ(world.engine.calls, 1);
}

TEST(Pipeline, ARejectedDeliveryIsFinished) {
  World world;
  world.stack.create("f1");
  world.pictures.original = std::string("no picture");
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::not_an_image);
  EXPECT_EQ(world.deliver("create", 1).reason, Reason::duplicate);
}

TEST(Pipeline, AReasonToSkipCountsMoreThanAFailureElsewhere) {
  World world;
  world.stack.create("f1");
  world.stack.editor_sets({"homepage"});
  world.pictures.original = fail(Reason::image_unavailable, "timeout");
  EXPECT_EQ(world.deliver("update", 2).reason, Reason::file_unchanged);
}

TEST(Pipeline, TheTimeToWaitIsPassedOn) {
  World world;
  world.stack.create("f1");
  world.stack.read_errors.push_back(
      {Reason::contentstack_throttled, "429", std::chrono::seconds(2)});
  EXPECT_EQ(world.deliver("create", 1).retry_after, std::chrono::seconds(2));
}

}  // namespace
TEST(Pipeline, TheDownloadEndsWhenTheCallerGivesUp) {
  World world;
  world.stack.create("f1");
  std::stop_source caller;
  caller.request_stop();
  world.deliver(world.stack.event("create", 1), {.cancelled = caller.get_token()});
  EXPECT_TRUE(world.pictures.was_cancelled);
}

}  // namespace stacktag
