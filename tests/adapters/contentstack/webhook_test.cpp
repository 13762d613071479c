// SPDX-License-Identifier: Apache-2.0
#include "contentstack/webhook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "adapters/golden.h"

namespace stacktag::contentstack {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Event golden_event(std::string const& name) {
  auto const event = decode_event(golden::text("contentstack/webhook-" + name + ".json"));
  EXPECT_TRUE(event) << name;
  return event.value_or(Event{});
}

Event horse_created() {
  return {.module = "asset",
          .name = "create",
          .api_key = "bltcccc000000000001",
          .branch = "main",
          .triggered_at = "2026-01-02T03:04:06.100Z",
          .asset = {.uid = "bltaaaa000000000001",
                    .version = 1,
                    .url = "https://images.contentstack.io/v3/assets/bltcccc000000000001/"
                           "bltaaaa000000000001/664482b3b80dfd12c8b1ad15/horse-in-field.jpeg",
                    .content_type = "image/jpeg",
                    .file_bytes = 251'123,
                    .filename = "horse-in-field.jpeg",
                    .title = "horse-in-field.jpeg"}};
}

/// An asset event with `asset` and, behind data, `more`.
Result<Event> decode(std::string const& asset, std::string const& more = "") {
  return decode_event(R"({"module":"asset","event":"update","data":{"asset":)" + asset + "}" +
                      more + "}");
}

TEST(Webhook, AFullCreateIsRead) {
  EXPECT_EQ(golden_event("asset-create.full"), horse_created());
  EXPECT_EQ(golden_event("asset-create.full.raw"), horse_created());
}

TEST(Webhook, ADocumentIsReadAsOne) {
  auto const event = golden_event("asset-create.pdf.full");
  EXPECT_EQ(event.asset.content_type, "application/pdf");
  EXPECT_EQ(event.asset.filename, "terms.pdf");
}

TEST(Webhook, AnUpdateOfWordsKeepsTheFileAndAReplacementDoesNot) {
  auto const words = golden_event("asset-update.metadata-only.full");
  EXPECT_EQ(words.name, "update");
  EXPECT_EQ(words.asset.version, 2);
  EXPECT_EQ(words.asset.url, horse_created().asset.url);
  EXPECT_THAT(words.asset.tags, ElementsAre("horse", "animal"));

  auto const file = golden_event("asset-update.file-replaced.full");
  EXPECT_NE(file_uid(file.asset), file_uid(words.asset));
  EXPECT_EQ(file.asset.file_bytes, 99'000u);
}

TEST(Webhook, AConcisePayloadLeavesTheRestEmpty) {
  EXPECT_EQ(
      golden_event("asset-update.concise"),
      (Event{
          .module = "asset",
          .name = "update",
          .api_key = "bltcccc000000000001",
          .branch = "main",
          .triggered_at = "2026-01-02T03:04:06.100Z",
          .asset = {.uid = "bltaaaa000000000001", .version = 2, .title = "horse-in-field.jpeg"}}));
}

TEST(Webhook, DeleteAndPublishAreRead) {
  auto expected = horse_created();
  expected.name = "delete";
  expected.triggered_at = "2026-01-02T06:00:00.000Z";
  EXPECT_EQ(golden_event("asset-delete.full"), expected);

  expected.name = "publish";
  expected.triggered_at = "2026-01-02T05:00:01.000Z";
  expected.branch = "";
  EXPECT_EQ(golden_event("asset-publish.success.full"), expected);
}

TEST(Webhook, AnotherModuleNeedsNoAsset) {
  auto const event = golden_event("entry-update.concise");
  EXPECT_EQ(event.module, "entry");
  EXPECT_EQ(event.name, "update");
  EXPECT_EQ(event.asset, Asset{});
}

TEST(Webhook, TheBranchComesInThreeForms) {
  auto const branch = [](std::string const& more_data, std::string const& more_top) {
    auto const event = decode(R"({"uid":"blta"})" + more_data, more_top);
    return event ? event->branch : "refused: " + event.error().message;
  };
  EXPECT_EQ(
      branch(R"(,"branch":{"uid":"development","source":"main","alias":[{"uid":"deploy"}]})", ""),
      "development");
  EXPECT_EQ(branch(R"(,"branch":"development")", ""), "development");
  EXPECT_EQ(branch("", R"(,"branch":"development")"), "development");
  EXPECT_EQ(branch("", ""), "");
  EXPECT_EQ(branch(R"(,"branch":null)", R"(,"branch":null)"), "");
  EXPECT_EQ(branch(R"(,"branch":{"alias":[]})", ""), "");
}

TEST(Webhook, WhatCannotStandInARequestIsMalformed) {
  std::vector<Result<Event>> const refused{
      decode(R"({"uid":"../../stacks?x="})"),
      decode(R"({"uid":""})"),
      decode(R"({"uid":7})"),
      decode("null"),
      decode("[]"),
      decode(R"({"uid":"blta"})", R"(,"api_key":"a b")"),
      decode(R"({"uid":"blta"})", R"(,"branch":"main\r\nauthorization: x")"),
      decode(R"({"uid":"blta"},"branch":{"uid":"a/b"})")};
  for (std::size_t i = 0; i < refused.size(); ++i) {
    ASSERT_FALSE(refused[i]) << i;
    EXPECT_EQ(refused[i].error().reason, Reason::malformed_event) << i;
    EXPECT_EQ(refused[i].error().kind(), ErrorKind::reject) << i;
  }
}

TEST(Webhook, WhatIsNoEventIsMalformed) {
  for (std::string const body :
       {"", "{}", "[]", "null", "7", "<html>", R"({"module":"asset"})", R"({"event":"create"})",
        R"({"module":"","event":""})", R"({"module":["asset"],"event":"create"})",
        R"({"module":"asset","event":"create")", R"({"module":"asset","event":"create"} {})"}) {
    auto const event = decode_event(body);
    ASSERT_FALSE(event) << body;
    EXPECT_EQ(event.error().reason, Reason::malformed_event) << body;
  }
  EXPECT_FALSE(decode_event(std::string(100'000, '[')));
}

TEST(Webhook, KeysWithADollarSignAreNoMatter) {
  auto const event = decode_event(
      R"({"cs$success":true,"module":"asset","event":"publish","data":{"cs$data":{"cs$x":[1]},)"
      R"("asset":{"uid":"am0123","cs$tags":["x"],"tags":["a"]}}})");
  ASSERT_TRUE(event);
  EXPECT_THAT(event->asset.tags, ElementsAre("a"));
}

TEST(WebhookAsset, ToleratesEveryFormThatWasSeen) {
  auto const expected = decode(R"({"uid":"am0123","_version":4})");
  ASSERT_TRUE(expected);
  for (std::string const more :
       {R"("ACL":{})", R"("ACL":[])", R"("ACL":null)", R"("parent_uid":null)", R"("tags":null)",
        R"("tags":[])", R"("tags":"a")", R"("url":null)", R"("file_size":null)", R"("is_dir":null)",
        R"("is_dir":false)", R"("content_type":null)", R"("publish_details":[{}])",
        R"("dimension":{"width":1})", R"("filename":7)"}) {
    auto const event = decode(R"({"uid":"am0123","_version":4,)" + more + "}");
    ASSERT_TRUE(event) << more;
    EXPECT_EQ(*event, *expected) << more;
  }
}

TEST(WebhookAsset, SizesComeAsTextOrNumber) {
  auto const bytes = [](std::string const& size) {
    return decode(R"({"uid":"blta","file_size":)" + size + "}")->asset.file_bytes;
  };
  EXPECT_EQ(bytes(R"("251123")"), 251'123u);
  EXPECT_EQ(bytes("251123"), 251'123u);
  EXPECT_EQ(bytes(R"("0")"), 0u);
  for (auto const* text : {R"("")", R"("-1")", "-1", R"("12 KB")", "1.5", "null", "[]",
                           R"("9223372036854775808")", "18446744073709551615"}) {
    EXPECT_EQ(bytes(text), std::nullopt) << text;
  }
}

TEST(WebhookAsset, AVersionThatIsNoneIsUnknown) {
  auto const version = [](std::string const& text) {
    return decode(R"({"uid":"blta","_version":)" + text + "}")->asset.version;
  };
  EXPECT_EQ(version("2147483647"), 2'147'483'647);
  EXPECT_EQ(version(R"("3")"), 3);
  for (auto const* text : {"0", "-1", "2147483648", "99999999999999999999", "1.5", "null", "{}"}) {
    EXPECT_EQ(version(text), 0) << text;
  }
}

TEST(WebhookAsset, AFolderIsKnownByItsFlagOrItsType) {
  EXPECT_TRUE(decode(R"({"uid":"blta","is_dir":true})")->asset.is_folder);
  EXPECT_TRUE(decode(R"({"uid":"blta","content_type":"application/vnd.contenstack.folder"})")
                  ->asset.is_folder);
  EXPECT_FALSE(decode(R"({"uid":"blta","is_dir":"true"})")->asset.is_folder);
}

}  // namespace
}  // namespace stacktag::contentstack
