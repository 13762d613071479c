// SPDX-License-Identifier: Apache-2.0
// The queue as operators use it, and its upkeep.
#include <algorithm>
#include <utility>

#include "sqlite/json_text.h"
#include "sqlite/parts.h"
#include "stacktag/limits.h"

namespace stacktag::sqlite {
namespace {

constexpr int k_any = -1;
constexpr int k_swept_at_once = 500;

JobView view_of(Query const& row) {
  JobView view{.job = {.id = row.integer(0),
                       .event = event_of(row.text(1)),
                       .request_id = row.text(2),
                       .accepted = to_time(row.integer(3)),
                       .attempts = static_cast<int>(row.integer(4))},
               .state = static_cast<JobState>(row.integer(5)),
               .due = to_time(row.integer(6)),
               .reason = row.text(8),
               .message = row.text(9)};
  if (!row.is_null(7)) {
    view.settled = to_time(row.integer(7));
  }
  return view;
}

int state_number(JobFilter const& filter) {
  return filter.state ? static_cast<int>(*filter.state) : k_any;
}

// Each state has an index of its own, which the words `state = 3` must name.
char const* list_statement(JobFilter const& filter) {
#define STACKTAG_LIST(CONDITION)                                                                \
  "SELECT id, payload, request, accepted, attempts, state, due, settled, reason, message FROM " \
  "jobs WHERE " CONDITION                                                                       \
  " AND (?1 = -1 OR state = ?1) AND (?2 = '' OR stack = ?2) AND (?3 = '' "                      \
  "OR asset = ?3) AND (?4 = 0 OR id < ?4) ORDER BY id DESC LIMIT ?5"
  if (filter.state == JobState::parked) {
    return STACKTAG_LIST("state = 3");
  }
  if (filter.state == JobState::running) {
    return STACKTAG_LIST("state = 1");
  }
  return filter.asset.empty() ? STACKTAG_LIST("id > 0") : STACKTAG_LIST("asset = ?3");
#undef STACKTAG_LIST
}

class Desk final : public JobDesk {
 public:
  explicit Desk(Database& database) : database_(database) {}

  Result<std::vector<JobView>> list(JobFilter const& filter) override {
    return database_.read([&](Connection& connection) -> Result<std::vector<JobView>> {
      auto rows = connection.query(list_statement(filter));
      rows.bind(state_number(filter), filter.stack, filter.asset, filter.before,
                std::min(filter.count_max, limits::store_rows_listed_max));
      std::vector<JobView> all;
      while (rows.next()) {
        all.push_back(view_of(rows));
      }
      TRY_VOID(rows.end());
      return all;
    });
  }

  Result<std::vector<PastAttempt>> history(JobId job) override {
    return database_.read([&](Connection& connection) -> Result<std::vector<PastAttempt>> {
      auto rows = connection.query(
          "SELECT ended, reason, message, took, wait FROM attempts WHERE job = ?1 ORDER BY rowid");
      rows.bind(job);
      std::vector<PastAttempt> all;
      while (rows.next()) {
        all.push_back({to_time(rows.integer(0)), rows.text(1), rows.text(2),
                       std::chrono::milliseconds(rows.integer(3)),
                       std::chrono::milliseconds(rows.integer(4))});
      }
      TRY_VOID(rows.end());
      return all;
    });
  }

  // Three questions, each answered by the index of its state: the table itself holds every event.
  Result<QueueDepth> depth(std::string const& stack) override {
    return database_.read([&](Connection& connection) -> Result<QueueDepth> {
      QueueDepth depth;
      auto waiting = connection.query(
          "SELECT count(*), min(accepted) FROM jobs WHERE state = 0 AND (?1 = '' OR stack = ?1)");
      TRY(depth.waiting, count(waiting.bind(stack), depth));
      auto running = connection.query(
          "SELECT count(*), min(accepted) FROM jobs WHERE state = 1 AND (?1 = '' OR stack = ?1)");
      TRY(depth.running, count(running.bind(stack), depth));
      auto parked = connection.query(
          "SELECT count(*), NULL FROM jobs WHERE state = 3 AND (?1 = '' OR stack = ?1)");
      TRY(depth.parked, count(parked.bind(stack), depth));
      return depth;
    });
  }

 private:
  static Result<std::int64_t> count(Query& row, QueueDepth& depth) {
    std::int64_t number = 0;
    if (row.next()) {
      number = row.integer(0);
      if (!row.is_null(1)) {
        auto const accepted = to_time(row.integer(1));
        depth.oldest = std::min(depth.oldest.value_or(accepted), accepted);
      }
    }
    TRY_VOID(row.end());
    return number;
  }

  Database& database_;
};

class Hand final : public JobHand {
 public:
  explicit Hand(Database& database) : database_(database) {}

  Result<int> retry(JobFilter const& filter, std::vector<JobId> const& jobs,
                    WallTime now) override {
    return change(filter, jobs, [now](Connection& connection, JobId id) {
      return connection
          .query(
              "UPDATE jobs SET state = 0, due = ?1, attempts = 0, settled = NULL "
              "WHERE id = ?2 AND state IN (0, 3)")
          .bind(to_number(now), id)
          .run();
    });
  }

  Result<int> drop(JobFilter const& filter, std::vector<JobId> const& jobs, WallTime now) override {
    return change(filter, jobs, [now](Connection& connection, JobId id) {
      auto const reason = std::string(to_string(Reason::dropped));
      return connection
          .query(
              "UPDATE jobs SET state = 2, settled = ?1, reason = ?2 "
              "WHERE id = ?3 AND state IN (0, 3)")
          .bind(to_number(now), reason, id)
          .run();
    });
  }

 private:
  // Of the named jobs, or of all that the filter lets through where none is named.
  template <class One>
  Result<int> change(JobFilter const& filter, std::vector<JobId> jobs, One const& one) {
    int changed = 0;
    Change const change = [&](Connection& connection) -> Result<void> {
      changed = 0;
      if (jobs.empty()) {
        TRY(jobs, jobs_of(connection, filter));
      }
      for (auto const id : jobs) {
        TRY_VOID(one(connection, id));
        changed += static_cast<int>(connection.changes());
      }
      return {};
    };
    TRY_VOID(database_.write(change));
    return changed;
  }

  static Result<std::vector<JobId>> jobs_of(Connection& connection, JobFilter const& filter) {
    auto rows = connection.query(
        "SELECT id FROM jobs WHERE state IN (0, 3) AND (?1 = -1 OR state = ?1) AND (?2 = '' OR "
        "stack = ?2) AND (?3 = '' OR asset = ?3)");
    rows.bind(state_number(filter), filter.stack, filter.asset);
    std::vector<JobId> all;
    while (rows.next()) {
      all.push_back(rows.integer(0));
    }
    TRY_VOID(rows.end());
    return all;
  }

  Database& database_;
};

class Housekeeping final : public Upkeep {
 public:
  Housekeeping(Database& database, Clock& clock) : database_(database), clock_(clock) {}

  Result<void> check_writable() override {
    auto const now = to_number(clock_.wall());
    return database_.write([now](Connection& connection) {
      return connection
          .query(
              "INSERT INTO spending(stack, month, feature, calls, microdollars) "
              "VALUES('', 'checked', '', 0, ?1) "
              "ON CONFLICT DO UPDATE SET microdollars = excluded.microdollars")
          .bind(now)
          .run();
    });
  }

  Result<int> sweep(WallTime done_before) override {
    int deleted = 0;
    Change const change = [&](Connection& connection) -> Result<void> {
      TRY_VOID(connection
                   .query("DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state = 2 AND "
                          "settled < ?1 ORDER BY settled LIMIT ?2)")
                   .bind(to_number(done_before), k_swept_at_once)
                   .run());
      deleted = static_cast<int>(connection.changes());
      return connection.query("PRAGMA incremental_vacuum(500)").run();
    };
    TRY_VOID(database_.write(change));
    return deleted;
  }

 private:
  Database& database_;
  Clock& clock_;
};

}  // namespace

std::unique_ptr<JobDesk> make_desk(Database& database) {
  return std::make_unique<Desk>(database);
}

std::unique_ptr<JobHand> make_hand(Database& database) {
  return std::make_unique<Hand>(database);
}

std::unique_ptr<Upkeep> make_upkeep(Database& database, Clock& clock) {
  return std::make_unique<Housekeeping>(database, clock);
}

}  // namespace stacktag::sqlite
