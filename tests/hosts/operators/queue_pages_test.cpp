// SPDX-License-Identifier: Apache-2.0
// The queue over HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hosts/operators/office.h"

namespace stacktag::server {
namespace {

using ::testing::HasSubstr;

TEST(QueuePages, ListTheNewestFirst) {
  Office office;
  auto const queue = office.json_of("/api/v1/queue");
  ASSERT_EQ(queue["jobs"].size(), 4U);
  EXPECT_EQ(queue["next"], nullptr);
  EXPECT_EQ(queue["jobs"][0]["id"], 4);
  EXPECT_EQ(queue["jobs"][0]["stack"], "(not configured)");
  EXPECT_EQ(queue["jobs"][3], (json::Json{{"id", 1},
                                          {"state", "waiting"},
                                          {"stack", "shop"},
                                          {"branch", "main"},
                                          {"asset", "blta1"},
                                          {"version", 3},
                                          {"event", "asset.create"},
                                          {"requestId", "request-1"},
                                          {"accepted", "2026-03-01T11:59:59.000Z"},
                                          {"due", "2026-03-01T12:00:00.000Z"},
                                          {"settled", nullptr},
                                          {"attempts", 2},
                                          {"reason", nullptr},
                                          {"message", nullptr}}));
}

TEST(QueuePages, FilterAndTurnPages) {
  Office office;
  auto const first = office.json_of("/api/v1/queue", {{"limit", "3"}});
  EXPECT_EQ(first["jobs"].size(), 3U);
  EXPECT_EQ(first["next"], 2);
  auto const second = office.json_of("/api/v1/queue", {{"limit", "3"}, {"before", "2"}});
  EXPECT_EQ(second["jobs"].size(), 1U);
  EXPECT_EQ(second["next"], nullptr);
  office.json_of("/api/v1/queue", {{"state", "parked"}, {"stack", "blog"}, {"asset", "blta3"}});
  EXPECT_EQ(office.jobs.last_filter.state, JobState::parked);
  EXPECT_EQ(office.jobs.last_filter.stack, k_blog_key);
  EXPECT_EQ(office.jobs.last_filter.asset, "blta3");
  EXPECT_EQ(office.jobs.last_filter.count_max, 50);
}

TEST(QueuePages, ShowOneJobWithItsHistory) {
  Office office;
  auto const job = office.json_of("/api/v1/queue/3");
  EXPECT_EQ(job["message"], "Contentstack refuses blog");
  EXPECT_EQ(job["history"], (json::Json::array({{{"ended", "2026-03-01T12:00:00.000Z"},
                                                 {"reason", "contentstack_denied"},
                                                 {"message", "of blog"},
                                                 {"tookMs", 12},
                                                 {"waitMs", 60000}}})));
  for (auto const* const id :
       {"0", "5", "-1", "x", "1x", "9223372036854775807", "99999999999999999999", "1 OR 1=1"}) {
    EXPECT_EQ(office.ask_for("/api/v1/queue/" + std::string(id)).status, 404) << id;
  }
}

TEST(QueuePages, RetryAJobThatIsParkedOrWaits) {
  Office office;
  auto const reply = office.ask_for("/api/v1/queue/3/retry", {}, "POST");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr(R"("id":3,"state":"waiting")"));
  EXPECT_EQ(office.jobs.jobs[3].job.attempts, 0);
  EXPECT_EQ(office.times_due, 1);
  EXPECT_EQ(office.ask_for("/api/v1/queue/1/retry", {}, "POST").status, 200);
  EXPECT_EQ(office.times_due, 2);
}

TEST(QueuePages, DropAJobThatIsParkedOrWaits) {
  Office office;
  auto const reply = office.ask_for("/api/v1/queue/1/drop", {}, "POST");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr(R"("state":"done")"));
  EXPECT_THAT(reply.body, HasSubstr(R"("reason":"dropped")"));
  EXPECT_EQ(office.times_due, 0);
  EXPECT_EQ(office.jobs.jobs[3].state, JobState::parked);
}

TEST(QueuePages, ChangeNothingElse) {
  Office office;
  for (auto const* const what : {"retry", "drop"}) {
    auto const path = [what](std::string id) { return "/api/v1/queue/" + id + "/" + what; };
    auto const running = office.ask_for(path("2"), {}, "POST");
    EXPECT_EQ(running.status, 409);
    EXPECT_THAT(running.body, HasSubstr("the job is running"));
    EXPECT_THAT(office.ask_for(path("4"), {}, "POST").body, HasSubstr("the job is done"));
    EXPECT_EQ(office.ask_for(path("5"), {}, "POST").status, 404);
    EXPECT_EQ(office.ask_for(path("0"), {}, "POST").status, 404);
  }
  EXPECT_EQ(office.jobs.jobs[1].state, JobState::waiting);
  EXPECT_EQ(office.jobs.jobs[3].state, JobState::parked);
  EXPECT_EQ(office.times_due, 0);
}

}  // namespace
}  // namespace stacktag::server
