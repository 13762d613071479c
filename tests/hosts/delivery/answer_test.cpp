// SPDX-License-Identifier: Apache-2.0
// What the sender of a delivery is told, for every reason there is.
#include "delivery/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "json/json.h"

namespace stacktag {
namespace {

using namespace std::chrono_literals;

// Written out, so that a new reason makes somebody decide here.
std::map<std::string_view, int> const k_statuses{
    {"tags_added", 200},
    {"tags_replaced", 200},
    {"alt_text_added", 200},
    {"nothing_to_add", 200},
    {"dry_run", 200},
    {"other_module", 200},
    {"other_event", 200},
    {"asset_deleted", 200},
    {"publish_event", 200},
    {"folder", 200},
    {"other_content_type", 200},
    {"file_unchanged", 200},
    {"superseded", 200},
    {"other_stack", 200},
    {"other_branch", 200},
    {"duplicate", 200},
    {"own_write", 200},
    {"asset_gone", 200},
    {"skipped_by_rule", 200},
    {"dropped", 200},
    {"changed_since_plan", 200},
    {"malformed_event", 200},
    {"unauthenticated", 401},
    {"stale", 401},
    {"url_not_allowed", 200},
    {"unsupported_format", 200},
    {"too_large", 200},
    {"too_small", 200},
    {"not_an_image", 200},
    {"corrupt", 200},
    {"refused_by_labeler", 200},
    {"contentstack_unavailable", 503},
    {"contentstack_throttled", 503},
    {"write_conflict", 503},
    {"image_unavailable", 503},
    {"labeler_unavailable", 503},
    {"labeler_throttled", 503},
    {"credentials_unavailable", 503},
    {"keys_unavailable", 503},
    {"store_unavailable", 503},
    {"budget_spent", 503},
    {"out_of_time", 503},
    {"contentstack_denied", 500},
    {"contentstack_refused", 500},
    {"image_denied", 200},
    {"labeler_denied", 500},
    {"labeler_misused", 500},
    {"credentials_missing", 500},
    {"bad_configuration", 500},
    {"internal", 500},
};

TEST(Answer, EveryReasonHasItsStatus) {
  ASSERT_EQ(k_statuses.size(), all_reasons().size());
  for (auto const& reason : all_reasons()) {
    SCOPED_TRACE(reason.name);
    ASSERT_TRUE(k_statuses.contains(reason.name));
    auto const answer = make_answer({.report = {.reason = reason.reason}});
    EXPECT_EQ(answer.status, k_statuses.at(reason.name));
    EXPECT_EQ(answer.retry_after.has_value(), answer.status == 503);
    auto const body = json::parse(answer.body);
    ASSERT_TRUE(body);
    EXPECT_EQ((*body)["outcome"], to_string(reason.outcome));
    EXPECT_EQ((*body)["reason"], reason.name);
  }
}

TEST(Answer, HasTheFormThatIsDocumented) {
  Settled const settled{.report = {.reason = Reason::tags_added,
                                   .asset = "blta1",
                                   .version = 2,
                                   .tags = {"homepage", "Horse"},
                                   .added = {"Horse"}},
                        .request_id = "r-1"};
  EXPECT_EQ(make_answer(settled).body,
            R"({"outcome":"tagged","reason":"tags_added","asset":"blta1","version":2,)"
            R"("tags":["homepage","Horse"],"added":["Horse"],"requestId":"r-1"})");
}

TEST(Answer, SaysMoreWhereMoreIsKnown) {
  auto const answer =
      make_answer({.report = {.reason = Reason::malformed_event, .message = "data.asset is gone"}});
  EXPECT_THAT(answer.body, ::testing::HasSubstr(R"("message":"data.asset is gone")"));
}

TEST(Answer, TellsNoDetailsToWhomeverDoesNotAuthenticate) {
  for (auto const reason : {Reason::unauthenticated, Reason::stale}) {
    auto const answer = make_answer({.report = {.reason = reason, .message = "HMAC is wrong"}});
    EXPECT_THAT(answer.body, ::testing::Not(::testing::HasSubstr("HMAC")));
  }
}

TEST(Answer, AsksToWaitAsLongAsTheOtherSideAskedUs) {
  auto const wait = [](std::optional<std::chrono::milliseconds> asked) {
    return make_answer({.report = {.reason = Reason::labeler_throttled, .retry_after = asked}})
        .retry_after;
  };
  EXPECT_EQ(wait(12s), 12s);
  EXPECT_EQ(wait(1ms), 1s);
  EXPECT_EQ(wait({}), 5s);
}

TEST(Answer, BytesThatAreNoTextDoNotBreakIt) {
  auto const answer = make_answer({.report = {.reason = Reason::tags_added, .tags = {"\xFF"}}});
  EXPECT_TRUE(json::parse(answer.body));
}

}  // namespace
}  // namespace stacktag
