// SPDX-License-Identifier: Apache-2.0
#include "flow/decision.h"

#include <gtest/gtest.h>

namespace stacktag {
namespace {

Asset asset_with_file(std::string const& file, int version = 2) {
  return {.uid = "blta1",
          .version = version,
          .url = "https://images.contentstack.io/v3/assets/bltkey/blta1/" + file + "/a.jpeg",
          .content_type = "image/jpeg"};
}

Event event(std::string name) {
  return {.module = "asset",
          .name = std::move(name),
          .api_key = "bltkey",
          .asset = asset_with_file("f1")};
}

struct AtSight {
  std::string_view what;
  Event event;
  std::optional<Reason> reason;
};

Event with(Event event, void (*change)(Event&)) {
  change(event);
  return event;
}

std::vector<AtSight> at_sight_cases() {
  return {
      {"create", event("create"), std::nullopt},
      {"update", event("update"), std::nullopt},
      {"delete", event("delete"), Reason::asset_deleted},
      {"publish", event("publish"), Reason::publish_event},
      {"publish.success", event("publish.success"), Reason::publish_event},
      {"publish.fail", event("publish.fail"), Reason::publish_event},
      {"unpublish", event("unpublish"), Reason::publish_event},
      {"unpublish.start", event("unpublish.start"), Reason::publish_event},
      {"deploy", event("deploy"), Reason::other_event},
      {"move", event("move"), Reason::other_event},
      {"no name", event(""), Reason::other_event},
      {"entry", with(event("create"), [](Event& e) { e.module = "entry"; }), Reason::other_module},
      {"content_type", with(event("update"), [](Event& e) { e.module = "content_type"; }),
       Reason::other_module},
      {"release", with(event("deploy"), [](Event& e) { e.module = "release"; }),
       Reason::other_module},
      {"asset_folder", with(event("create"), [](Event& e) { e.module = "asset_folder"; }),
       Reason::other_module},
      {"folder", with(event("create"), [](Event& e) { e.asset.is_folder = true; }), Reason::folder},
      {"pdf", with(event("create"), [](Event& e) { e.asset.content_type = "application/pdf"; }),
       Reason::other_content_type},
      {"video", with(event("create"), [](Event& e) { e.asset.content_type = "video/mp4"; }),
       Reason::other_content_type},
      {"imagery", with(event("create"), [](Event& e) { e.asset.content_type = "imagery"; }),
       Reason::other_content_type},
      {"type in capitals",
       with(event("create"), [](Event& e) { e.asset.content_type = "IMAGE/PNG"; }), std::nullopt},
      {"no type", with(event("create"), [](Event& e) { e.asset.content_type = ""; }), std::nullopt},
      {"another stack", with(event("create"), [](Event& e) { e.api_key = "bltother"; }),
       Reason::other_stack},
      {"another stack's entry",
       with(event("create"),
            [](Event& e) {
              e.api_key = "bltother";
              e.module = "entry";
            }),
       Reason::other_stack},
      {"no stack named", with(event("create"), [](Event& e) { e.api_key = ""; }), std::nullopt},
  };
}

TEST(Decision, EveryEventHasAStatedOutcomeAtSight) {
  for (auto const& c : at_sight_cases()) {
    EXPECT_EQ(skip_at_sight(c.event, "bltkey"), c.reason) << c.what;
  }
}

TEST(Decision, AnUpdateThatKeptTheFileNeedsNoWork) {
  EXPECT_EQ(skip_by_previous(event("update"), asset_with_file("f1", 1)), Reason::file_unchanged);
}

TEST(Decision, AnUpdateThatReplacedTheFileNeedsWork) {
  EXPECT_EQ(skip_by_previous(event("update"), asset_with_file("f0", 1)), std::nullopt);
}

TEST(Decision, ACreateIsNotJudgedByThePreviousVersion) {
  EXPECT_EQ(skip_by_previous(event("create"), asset_with_file("f1", 1)), std::nullopt);
}

TEST(Decision, APreviousVersionThatIsNotThereTellsNothing) {
  EXPECT_EQ(skip_by_previous(event("update"), std::nullopt), std::nullopt);
}

TEST(Decision, AnAssetThatHasAnotherFileByNowIsSuperseded) {
  EXPECT_EQ(skip_by_latest(event("create"), asset_with_file("f2", 5)), Reason::superseded);
}

TEST(Decision, AnAssetThatWasEditedButKeepsItsFileIsStillOurs) {
  EXPECT_EQ(skip_by_latest(event("create"), asset_with_file("f1", 5)), std::nullopt);
}

TEST(Decision, AnAssetThatDoesNotExistAnyMoreIsGone) {
  EXPECT_EQ(skip_by_latest(event("create"), std::nullopt), Reason::asset_gone);
}

TEST(Decision, AConcisePayloadIsIncomplete) {
  auto concise = event("update");
  EXPECT_FALSE(is_incomplete(concise));
  concise.asset.content_type.clear();
  EXPECT_TRUE(is_incomplete(concise));
  concise = event("update");
  concise.asset.url.clear();
  EXPECT_TRUE(is_incomplete(concise));
  concise = event("update");
  concise.asset.version = 0;
  EXPECT_TRUE(is_incomplete(concise));
}

}  // namespace
}  // namespace stacktag
