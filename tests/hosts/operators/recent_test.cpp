// SPDX-License-Identifier: Apache-2.0
// What has just happened.
#include "server/recent.h"

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;

class RecentEvents : public testing::Test {
 protected:
  void settle(Reason reason, JobState next, std::string message = "", JobId id = 1) {
    Settled settled{};
    settled.report.reason = reason;
    settled.report.message = std::move(message);
    Job const job{.id = id,
                  .event = {.module = "asset", .name = "update", .asset = {.uid = "blta1"}},
                  .request_id = "r",
                  .attempts = 3};
    recent_.settled("shop", job, settled, {.state = next, .wait = 5s});
  }

  fakes::FakeClock clock_{};
  Recent recent_{clock_};
};

TEST_F(RecentEvents, AreCountedByTheMinute) {
  recent_.accepted("shop", true);
  recent_.accepted("shop", false);
  recent_.turned_away("", Reason::stale);
  settle(Reason::tags_added, JobState::done);
  settle(Reason::out_of_time, JobState::waiting);
  settle(Reason::out_of_time, JobState::parked);
  Tally const all{
      .accepted = 1, .duplicates = 1, .turned_away = 1, .finished = 1, .retried = 1, .parked = 1};
  EXPECT_EQ(recent_.window(1min).tally, all);
  clock_.advance(55s);
  EXPECT_EQ(recent_.window(1min).tally, all);
  clock_.advance(5s);
  EXPECT_EQ(recent_.window(1min).tally, Tally{});
  EXPECT_EQ(recent_.window(5min).tally, all);
  clock_.advance(14min - 1s);
  EXPECT_EQ(recent_.window(5min).tally, Tally{});
  EXPECT_EQ(recent_.window(15min).tally, all);
  clock_.advance(1s);
  EXPECT_EQ(recent_.window(15min).tally, Tally{});
}

// The place of a moment that is long past is used again.
TEST_F(RecentEvents, OfAnOldMomentAreForgotten) {
  recent_.accepted("shop", true);
  clock_.advance(15min);
  recent_.accepted("shop", true);
  EXPECT_EQ(recent_.window(15min).tally.accepted, 1);
}

TEST_F(RecentEvents, TellHowLongTheWindowReallyIs) {
  clock_.advance(42s);
  EXPECT_EQ(recent_.window(1min).length, 42s);
  clock_.advance(3min);
  EXPECT_EQ(recent_.window(1min).length, 60s);
  EXPECT_EQ(recent_.window(5min).length, 222s);
}

TEST_F(RecentEvents, CountEachEndOnceAndNoRepeats) {
  settle(Reason::tags_added, JobState::done);
  settle(Reason::out_of_time, JobState::waiting);
  settle(Reason::out_of_time, JobState::waiting);
  settle(Reason::out_of_time, JobState::parked);
  auto const endings = recent_.endings().at("shop");
  EXPECT_EQ(endings[static_cast<std::size_t>(Reason::tags_added)], 1);
  EXPECT_EQ(endings[static_cast<std::size_t>(Reason::out_of_time)], 1);
}

TEST_F(RecentEvents, KeepTheLastFiftyFailuresAndEnds) {
  settle(Reason::tags_added, JobState::done);
  EXPECT_TRUE(recent_.failures().empty());
  for (JobId id = 1; id <= 60; ++id) {
    settle(Reason::too_small, JobState::done, "", id);
  }
  EXPECT_EQ(recent_.failures().size(), 50U);
  EXPECT_EQ(recent_.failures().front().job, 60);
  EXPECT_EQ(recent_.failures().back().job, 11);
  EXPECT_EQ(recent_.finished().size(), 50U);
}

TEST_F(RecentEvents, KeepWhatIsKnownOfAFailure) {
  settle(Reason::contentstack_denied, JobState::waiting, std::string(2000, 'x'));
  ASSERT_EQ(recent_.failures().size(), 1U);
  EXPECT_TRUE(recent_.finished().empty());
  auto const failure = recent_.failures().front();
  EXPECT_EQ(failure.stack, "shop");
  EXPECT_EQ(failure.asset, "blta1");
  EXPECT_EQ(failure.event, "asset.update");
  EXPECT_EQ(failure.attempts, 3);
  EXPECT_EQ(failure.next, (Next{JobState::waiting, 5s}));
  EXPECT_EQ(failure.message, std::string(500, 'x') + "...");
}

}  // namespace
}  // namespace stacktag::server
