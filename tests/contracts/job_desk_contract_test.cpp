// SPDX-License-Identifier: Apache-2.0
// What ports/job_desk.h promises: of the desk and of the hand, which are two sides of one store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "adapters/sqlite/opened.h"
#include "fakes/desks.h"

namespace stacktag {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// Four jobs: 1 parked after a failure, 2 done, 3 running, and 4, of another stack, waiting.
class Queue {
 public:
  virtual ~Queue() = default;
  virtual JobDesk& desk() = 0;
  virtual JobHand& hand() = 0;
  virtual WallTime now() = 0;
};

class StoredQueue final : public Queue {
 public:
  StoredQueue() {
    opened_.accept(sqlite::Opened::event("blta1"));
    opened_.settle(*opened_.take(), Reason::labeler_denied, {.state = JobState::parked});
    opened_.accept(sqlite::Opened::event("blta2"));
    opened_.settle(*opened_.take(), Reason::tags_added, {.state = JobState::done});
    opened_.accept(sqlite::Opened::event("blta3"));
    opened_.take();
    opened_.clock.advance(1s);
    opened_.accept(sqlite::Opened::event("blta1", 1, "create", "bltother"));
  }
  JobDesk& desk() override { return *opened_.store->desk; }
  JobHand& hand() override { return *opened_.store->hand; }
  WallTime now() override { return opened_.now(); }

 private:
  sqlite::Opened opened_{};
};

class QueueInMemory final : public Queue {
 public:
  QueueInMemory() {
    put(1, JobState::parked, "blta1", "bltkey", 0s);
    put(2, JobState::done, "blta2", "bltkey", 0s);
    put(3, JobState::running, "blta3", "bltkey", 0s);
    put(4, JobState::waiting, "blta1", "bltother", 1s);
    jobs_.attempts[1] = {{.ended = k_start, .reason = "labeler_denied"}};
  }
  JobDesk& desk() override { return jobs_; }
  JobHand& hand() override { return jobs_; }
  WallTime now() override { return k_start + 1s; }

 private:
  static inline WallTime const k_start = fakes::FakeClock::start_of_wall();

  void put(JobId id, JobState state, std::string asset, std::string stack,
           std::chrono::seconds after) {
    jobs_.jobs[id] = {
        .job = {.id = id,
                .event = {.api_key = std::move(stack), .asset = {.uid = std::move(asset)}},
                .accepted = k_start + after,
                .attempts = state == JobState::waiting ? 0 : 1},
        .state = state};
  }

  fakes::JobDeskInMemory jobs_{};
};

struct Kind {
  char const* name;
  std::function<std::unique_ptr<Queue>()> make;
};

class JobDeskContract : public testing::TestWithParam<Kind> {
 protected:
  std::vector<JobId> listed(JobFilter const& filter) {
    std::vector<JobId> ids;
    auto const jobs = queue_->desk().list(filter);
    EXPECT_TRUE(jobs);
    for (auto const& view : *jobs) {
      ids.push_back(view.job.id);
    }
    return ids;
  }
  JobView view(JobId id) { return queue_->desk().list({.before = id + 1, .count_max = 1})->at(0); }

  std::unique_ptr<Queue> queue_ = GetParam().make();
};

TEST_P(JobDeskContract, ListsTheNewestFirstAsFarAsTheFilterLetsThrough) {
  EXPECT_THAT(listed({}), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(listed({.count_max = 2}), ElementsAre(4, 3));
  EXPECT_THAT(listed({.before = 3}), ElementsAre(2, 1));
  EXPECT_THAT(listed({.state = JobState::parked}), ElementsAre(1));
  EXPECT_THAT(listed({.state = JobState::running}), ElementsAre(3));
  EXPECT_THAT(listed({.stack = "bltother"}), ElementsAre(4));
  EXPECT_THAT(listed({.asset = "blta1"}), ElementsAre(4, 1));
  EXPECT_THAT(listed({.state = JobState::parked, .stack = "bltother"}), IsEmpty());
}

TEST_P(JobDeskContract, KnowsTheAttemptsThatFailed) {
  auto const history = queue_->desk().history(1);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 1U);
  EXPECT_EQ(history->front().reason, "labeler_denied");
  EXPECT_THAT(*queue_->desk().history(2), IsEmpty());
  EXPECT_THAT(*queue_->desk().history(99), IsEmpty());
}

TEST_P(JobDeskContract, CountsWhatIsNotDone) {
  auto const all = queue_->desk().depth("");
  ASSERT_TRUE(all);
  EXPECT_EQ(std::tuple(all->waiting, all->running, all->parked), std::tuple(1, 1, 1));
  EXPECT_EQ(all->oldest, queue_->now() - 1s);
  auto const other = queue_->desk().depth("bltother");
  EXPECT_EQ(std::tuple(other->waiting, other->running, other->parked), std::tuple(1, 0, 0));
  EXPECT_EQ(other->oldest, queue_->now());
  EXPECT_EQ(queue_->desk().depth("bltnone")->oldest, std::nullopt);
}

TEST_P(JobDeskContract, TriesAgainOnlyWhatWaitsOrIsParked) {
  EXPECT_EQ(*queue_->hand().retry({}, {1, 2, 3, 99}, queue_->now()), 1);
  EXPECT_EQ(view(1).state, JobState::waiting);
  EXPECT_EQ(view(1).job.attempts, 0);
  EXPECT_EQ(view(1).due, queue_->now());
  EXPECT_EQ(view(1).settled, std::nullopt);
  EXPECT_EQ(view(2).state, JobState::done);
  EXPECT_EQ(view(3).state, JobState::running);
}

TEST_P(JobDeskContract, DropsOnlyWhatWaitsOrIsParked) {
  EXPECT_EQ(*queue_->hand().drop({}, {4, 2, 3}, queue_->now()), 1);
  EXPECT_EQ(view(4).state, JobState::done);
  EXPECT_EQ(view(4).reason, "dropped");
  EXPECT_EQ(view(4).settled, queue_->now());
}

TEST_P(JobDeskContract, TakesTheFilterWhereNoJobIsNamed) {
  EXPECT_EQ(*queue_->hand().retry({.stack = "bltother"}, {}, queue_->now()), 1);
  EXPECT_EQ(*queue_->hand().drop({.state = JobState::parked}, {}, queue_->now()), 1);
  EXPECT_EQ(view(1).state, JobState::done);
  EXPECT_EQ(view(4).state, JobState::waiting);
  EXPECT_EQ(*queue_->hand().drop({}, {}, queue_->now()), 1);
  EXPECT_EQ(view(3).state, JobState::running);
}

INSTANTIATE_TEST_SUITE_P(
    All, JobDeskContract,
    testing::Values(Kind{"fake", [] { return std::make_unique<QueueInMemory>(); }},
                    Kind{"sqlite", [] { return std::make_unique<StoredQueue>(); }}),
    [](auto const& kind) { return kind.param.name; });

}  // namespace
}  // namespace stacktag
