// SPDX-License-Identifier: Apache-2.0
// Queue and ledger in memory as operators see them, which can be told to fail.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "ports/job_desk.h"
#include "ports/ledger_desk.h"
#include "ports/upkeep.h"

namespace stacktag::fakes {

inline Error broken_store() {
  return {Reason::store_unavailable, "the store: disk I/O error"};
}

/// As the real one: by number, and only what waits or is parked can be changed.
class JobDeskInMemory final : public JobDesk, public JobHand {
 public:
  std::map<JobId, JobView> jobs{};
  std::map<JobId, std::vector<PastAttempt>> attempts{};
  bool fails = false;
  JobFilter last_filter{};  ///< that was asked for

  Result<std::vector<JobView>> list(JobFilter const& filter) override {
    last_filter = filter;
    if (fails) {
      return fail(broken_store());
    }
    std::vector<JobView> found;
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) {
      bool const is_before = filter.before == 0 || job->first < filter.before;
      if (is_before && passes(filter, job->second) &&
          found.size() < static_cast<std::size_t>(filter.count_max)) {
        found.push_back(job->second);
      }
    }
    return found;
  }

  Result<std::vector<PastAttempt>> history(JobId job) override {
    if (fails) {
      return fail(broken_store());
    }
    return attempts[job];
  }

  Result<QueueDepth> depth(std::string const& stack) override {
    if (fails) {
      return fail(broken_store());
    }
    QueueDepth depth;
    for (auto const& [id, view] : jobs) {
      if (!stack.empty() && view.job.event.api_key != stack) {
        continue;
      }
      bool const moves = view.state == JobState::waiting || view.state == JobState::running;
      depth.waiting += view.state == JobState::waiting ? 1 : 0;
      depth.running += view.state == JobState::running ? 1 : 0;
      depth.parked += view.state == JobState::parked ? 1 : 0;
      if (moves) {
        depth.oldest = std::min(depth.oldest.value_or(view.job.accepted), view.job.accepted);
      }
    }
    return depth;
  }

  Result<int> retry(JobFilter const& filter, std::vector<JobId> const& ids, WallTime now) override {
    return change(filter, ids, [now](JobView& view) {
      view.state = JobState::waiting;
      view.due = now;
      view.job.attempts = 0;
      view.settled.reset();
    });
  }

  Result<int> drop(JobFilter const& filter, std::vector<JobId> const& ids, WallTime now) override {
    return change(filter, ids, [now](JobView& view) {
      view.state = JobState::done;
      view.settled = now;
      view.reason = "dropped";
    });
  }

 private:
  static bool passes(JobFilter const& filter, JobView const& view) {
    return (!filter.state || view.state == *filter.state) &&
           (filter.stack.empty() || view.job.event.api_key == filter.stack) &&
           (filter.asset.empty() || view.job.event.asset.uid == filter.asset);
  }

  template <class One>
  Result<int> change(JobFilter const& filter, std::vector<JobId> const& ids, One const& one) {
    if (fails) {
      return fail(broken_store());
    }
    int changed = 0;
    for (auto& [id, view] : jobs) {
      bool const meant = ids.empty() ? passes(filter, view) : std::ranges::count(ids, id) > 0;
      if (meant && (view.state == JobState::waiting || view.state == JobState::parked)) {
        one(view);
        ++changed;
      }
    }
    return changed;
  }
};

class LedgerDeskInMemory final : public LedgerDesk {
 public:
  std::vector<AssetView> views{};  ///< those that changed last first
  std::map<std::string, Cost> costs{};
  bool fails = false;

  Result<std::vector<AssetView>> assets(std::string const& uid) override {
    if (fails) {
      return fail(broken_store());
    }
    std::vector<AssetView> found;
    std::ranges::copy_if(views, std::back_inserter(found),
                         [&](AssetView const& view) { return view.key.asset == uid; });
    return found;
  }

  Result<std::vector<AssetView>> latest(std::string const& stack, int count_max) override {
    if (fails) {
      return fail(broken_store());
    }
    std::vector<AssetView> found;
    for (auto view : views) {
      if ((stack.empty() || view.key.stack == stack) &&
          found.size() < static_cast<std::size_t>(count_max)) {
        view.changes.clear();
        view.answers.clear();
        found.push_back(std::move(view));
      }
    }
    return found;
  }

  Result<Cost> spent(std::string const& stack, WallTime /*now*/) override {
    if (fails) {
      return fail(broken_store());
    }
    Cost sum;
    for (auto const& [key, cost] : costs) {
      if (stack.empty() || key == stack) {
        add(sum, cost);
      }
    }
    return sum;
  }
};

class UpkeepInMemory final : public Upkeep {
 public:
  bool fails = false;
  int checks = 0;

  Result<void> check_writable() override {
    ++checks;
    if (fails) {
      return fail(Reason::store_unavailable, "the store: database or disk is full");
    }
    return {};
  }

  Result<int> sweep(WallTime /*done_before*/) override { return 0; }
};

}  // namespace stacktag::fakes
