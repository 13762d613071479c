// SPDX-License-Identifier: Apache-2.0
// The queue that survives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "opened.h"

namespace stacktag::sqlite {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Next again(std::chrono::milliseconds wait) {
  return {JobState::waiting, wait};
}

TEST(Jobs, ComeBackAsTheyWere) {
  Opened opened;
  auto const event = Opened::event("a1");
  auto const accepted = opened.accept(event);
  EXPECT_TRUE(accepted.is_new);
  auto const job = opened.take();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->id, accepted.id);
  EXPECT_EQ(job->event, event);
  EXPECT_EQ(job->request_id, "request-1");
  EXPECT_EQ(job->accepted, opened.now());
  EXPECT_EQ(job->attempts, 1);
  EXPECT_FALSE(opened.take()) << "it has been taken";
}

TEST(Jobs, ADuplicateIsNoJobOfItsOwn) {
  Opened opened;
  auto const first = opened.accept(Opened::event("a1"));
  auto later = Opened::event("a1");
  later.triggered_at = "2026-03-01T12:09:00.000Z";
  EXPECT_EQ(opened.accept(later), (Accepted{first.id, false}));
  auto const job = opened.take();
  ASSERT_TRUE(job);
  EXPECT_FALSE(opened.accept(later).is_new) << "while it runs";
  opened.settle(*job, Reason::tags_added, {});
  EXPECT_FALSE(opened.accept(later).is_new) << "when it is done";
  EXPECT_FALSE(opened.take());
}

TEST(Jobs, DifferInStackBranchAssetVersionAndEvent) {
  Opened opened;
  std::set<JobId> jobs{opened.accept(Opened::event("a1")).id};
  auto other_branch = Opened::event("a1");
  other_branch.branch = "dev";
  for (auto const& event :
       {Opened::event("a2"), Opened::event("a1", 2), Opened::event("a1", 1, "update"),
        Opened::event("a1", 1, "create", "bltother"), other_branch}) {
    EXPECT_TRUE(jobs.insert(opened.accept(event).id).second);
  }
}

TEST(Jobs, WithoutAVersionTheTimeTellsThemApart) {
  Opened opened;
  auto event = Opened::event("a1", 0);
  opened.accept(event);
  EXPECT_FALSE(opened.accept(event).is_new);
  event.triggered_at = "2026-03-01T12:09:00.000Z";
  EXPECT_TRUE(opened.accept(event).is_new);
}

TEST(Jobs, OneOfAnAssetAtATime) {
  Opened opened;
  opened.accept(Opened::event("a1", 1));
  opened.accept(Opened::event("a1", 2, "update"));
  opened.accept(Opened::event("a2", 1));
  auto const first = opened.take();
  auto const second = opened.take();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->event.asset.version, 1);
  EXPECT_EQ(second->event.asset.uid, "a2");
  EXPECT_FALSE(opened.take());
  opened.settle(*first, Reason::tags_added, {});
  auto const third = opened.take();
  ASSERT_TRUE(third);
  EXPECT_EQ(third->event.asset.version, 2);
}

TEST(Jobs, OfOneStackOnly) {
  Opened opened;
  opened.accept(Opened::event("a1", 1, "create", "bltother"));
  EXPECT_FALSE(opened.take());
  EXPECT_TRUE(opened.take("bltother"));
}

TEST(Jobs, WaitUntilTheyAreDue) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  opened.settle(*opened.take(), Reason::contentstack_unavailable, again(4s));
  EXPECT_FALSE(opened.take());
  opened.clock.advance(3999ms);
  EXPECT_FALSE(opened.take());
  opened.clock.advance(1ms);
  auto const job = opened.take();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->attempts, 2);
}

TEST(Jobs, KeepTheHistoryOfFailures) {
  Opened opened;
  auto const id = opened.accept(Opened::event("a1")).id;
  opened.settle(*opened.take(), Reason::contentstack_unavailable, again(4s));
  opened.clock.advance(4s);
  opened.settle(*opened.take(), Reason::image_unavailable, {JobState::parked, 0ms});
  auto const history = *opened.store->desk->history(id);
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(history[0].reason, "contentstack_unavailable");
  EXPECT_EQ(history[0].message, "why");
  EXPECT_EQ(history[0].took, 1s);
  EXPECT_EQ(history[0].wait, 4s);
  EXPECT_EQ(history[1].reason, "image_unavailable");
  auto const view = opened.view(id);
  EXPECT_EQ(view.state, JobState::parked);
  EXPECT_EQ(view.reason, "image_unavailable");
  EXPECT_EQ(view.settled, opened.now());
}

TEST(Jobs, ParkedOnesBeginAgainWithANewDelivery) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  opened.settle(*opened.take(), Reason::image_unavailable, {JobState::parked, 0ms});
  EXPECT_FALSE(opened.accept(Opened::event("a1")).is_new);
  auto const job = opened.take();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->attempts, 1);
}

TEST(Jobs, OfASecuredImageBeginAgainToo) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  opened.settle(*opened.take(), Reason::image_denied, {});
  opened.accept(Opened::event("a1"));
  EXPECT_TRUE(opened.take());
}

TEST(Jobs, GivenBackDoNotCount) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  ASSERT_TRUE(opened.store->queue->give_back(*opened.take(), opened.now()));
  EXPECT_EQ(opened.take()->attempts, 1);
}

TEST(Jobs, OfAnEndedServerAreTakenUpAgain) {
  Opened opened;
  auto const id = opened.accept(Opened::event("a1")).id;
  auto const lost = *opened.take();
  opened.open("run-2");
  auto const job = opened.take();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->attempts, 2) << "a picture that ends the server must not do so for ever";
  ASSERT_THAT(*opened.store->desk->history(id), SizeIs(1));
  opened.open("run-3");
  opened.settle(lost, Reason::tags_added, {});
  EXPECT_EQ(opened.view(id).state, JobState::waiting) << "its lease is over";
}

TEST(Jobs, FarAheadByAWrongClockAreBroughtBack) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  opened.clock.set_wall(fakes::FakeClock::start_of_wall() + 24h * 365);
  opened.settle(*opened.take(), Reason::contentstack_unavailable, again(1min));
  opened.clock.set_wall(fakes::FakeClock::start_of_wall());
  opened.open();
  EXPECT_FALSE(opened.take());
  opened.clock.advance(RetryPolicy{}.mending_wait_max);
  EXPECT_TRUE(opened.take());
}

TEST(Jobs, ArriveTogetherInOneStep) {
  Opened opened;
  auto const accepted = opened.accept_many(300, 200);
  ASSERT_TRUE(accepted);
  ASSERT_THAT(*accepted, SizeIs(300));
  EXPECT_EQ(std::ranges::count(*accepted, true, &Accepted::is_new), 200);
  EXPECT_EQ((*accepted)[0].id, (*accepted)[200].id);
  EXPECT_EQ(opened.store->desk->depth("")->waiting, 200);
}

TEST(Jobs, AreTakenOnceByManyWorkers) {
  Opened opened;
  constexpr int k_jobs = 200;
  ASSERT_TRUE(opened.accept_many(k_jobs, k_jobs));
  std::vector<std::vector<JobId>> taken(4);
  {
    std::vector<std::jthread> workers;
    for (auto& mine : taken) {
      workers.emplace_back([&opened, &mine] {
        while (auto const job = opened.take()) {
          mine.push_back(job->id);
          opened.settle(*job, Reason::tags_added, {});
        }
      });
    }
  }
  std::set<JobId> once;
  std::size_t all = 0;
  for (auto const& mine : taken) {
    once.insert(mine.begin(), mine.end());
    all += mine.size();
  }
  EXPECT_EQ(once.size(), static_cast<std::size_t>(k_jobs));
  EXPECT_EQ(all, once.size());
}

TEST(JobDesk, ListsWhatIsAskedFor) {
  Opened opened;
  auto const one = opened.accept(Opened::event("a1")).id;
  auto const two = opened.accept(Opened::event("a2")).id;
  auto const three = opened.accept(Opened::event("a3", 1, "create", "bltother")).id;
  opened.settle(*opened.take(), Reason::internal, {JobState::parked, 0ms});
  auto const ids = [&](JobFilter const& filter) {
    std::vector<JobId> all;
    auto const found = opened.store->desk->list(filter);
    for (auto const& view : *found) {
      all.push_back(view.job.id);
    }
    return all;
  };
  EXPECT_THAT(ids({}), ElementsAre(three, two, one));
  EXPECT_THAT(ids({.state = JobState::parked}), ElementsAre(one));
  EXPECT_THAT(ids({.state = JobState::running}), IsEmpty());
  EXPECT_THAT(ids({.stack = "bltother"}), ElementsAre(three));
  EXPECT_THAT(ids({.asset = "a2"}), ElementsAre(two));
  EXPECT_THAT(ids({.before = three}), ElementsAre(two, one));
  EXPECT_THAT(ids({.count_max = 1}), ElementsAre(three));
}

TEST(JobDesk, TellsHowDeepTheQueueIs) {
  Opened opened;
  auto const before = opened.now();
  opened.accept(Opened::event("a1"));
  opened.clock.advance(1h);
  opened.accept(Opened::event("a2"));
  opened.accept(Opened::event("a3", 1, "create", "bltother"));
  opened.take();
  auto const all = *opened.store->desk->depth("");
  EXPECT_EQ(all.waiting, 2);
  EXPECT_EQ(all.running, 1);
  EXPECT_EQ(all.oldest, before);
  auto const other = *opened.store->desk->depth("bltother");
  EXPECT_EQ(other.waiting, 1);
  EXPECT_EQ(other.running, 0);
  EXPECT_EQ(other.oldest, opened.now());
}

TEST(JobHand, RetriesAndDropsWhatWaitsOrIsParked) {
  Opened opened;
  auto const parked = opened.accept(Opened::event("a1")).id;
  opened.settle(*opened.take(), Reason::internal, {JobState::parked, 0ms});
  auto const done = opened.accept(Opened::event("a2")).id;
  opened.settle(*opened.take(), Reason::tags_added, {});
  auto& hand = *opened.store->hand;
  EXPECT_EQ(*hand.retry({}, {parked, done, 4711}, opened.now()), 1);
  EXPECT_EQ(opened.view(parked).state, JobState::waiting);
  EXPECT_EQ(*hand.drop({.state = JobState::waiting}, {}, opened.now()), 1);
  EXPECT_EQ(opened.view(parked).state, JobState::done);
  EXPECT_EQ(opened.view(parked).reason, "dropped");
  EXPECT_EQ(*hand.retry({}, {}, opened.now()), 0);
}

TEST(Upkeep, DeletesOldDoneJobsOnly) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  opened.settle(*opened.take(), Reason::tags_added, {});
  auto const parked = opened.accept(Opened::event("a2")).id;
  opened.settle(*opened.take(), Reason::internal, {JobState::parked, 0ms});
  opened.clock.advance(48h);
  auto const fresh = opened.accept(Opened::event("a3")).id;
  opened.settle(*opened.take(), Reason::tags_added, {});
  EXPECT_EQ(*opened.store->upkeep->sweep(opened.now() - 24h), 1);
  EXPECT_EQ(*opened.store->upkeep->sweep(opened.now() - 24h), 0);
  auto const left = *opened.store->desk->list({});
  ASSERT_THAT(left, SizeIs(2));
  EXPECT_EQ(left[0].job.id, fresh);
  EXPECT_EQ(left[1].job.id, parked);
}

}  // namespace
}  // namespace stacktag::sqlite
