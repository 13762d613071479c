// SPDX-License-Identifier: Apache-2.0
// The queue as intake and workers use it.
#include <optional>
#include <utility>

#include "sqlite/json_text.h"
#include "sqlite/parts.h"

namespace stacktag::sqlite {
namespace {

std::string tie_of(Event const& event) {
  return event.asset.version == 0 ? event.triggered_at : std::string();
}

// A job that came to an end which a person can undo begins again with a new delivery.
constexpr char const* k_again =
    "UPDATE jobs SET state = 0, due = ?1, attempts = 0, settled = NULL WHERE id = ?2 AND "
    "(state = 3 OR (state = 2 AND reason IN ('image_denied', 'dropped')))";

Result<Accepted> accept_again(Connection& connection, EventKey const& key, std::string const& tie,
                              std::int64_t now) {
  auto known = connection.query(
      "SELECT id FROM jobs WHERE asset = ?1 AND version = ?2 AND event = ?3 AND branch = ?4 "
      "AND stack = ?5 AND tie = ?6");
  known.bind(key.asset, key.version, key.name, key.branch, key.api_key, tie);
  auto const id = known.next() ? known.integer(0) : 0;
  TRY_VOID(known.end());
  TRY_VOID(connection.query(k_again).bind(now, id).run());
  return Accepted{.id = id, .is_new = false};
}

Result<Accepted> accept_one(Connection& connection, Arrival const& arrival, std::int64_t now) {
  auto const key = key_of(arrival.event);
  auto const tie = tie_of(arrival.event);
  auto const payload = event_text(arrival.event);
  auto added = connection.query(
      "INSERT INTO jobs(asset, version, event, branch, stack, tie, state, due, attempts, accepted, "
      "reason, message, request, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, 0, ?8, '', '', ?9, "
      "?10) ON CONFLICT DO NOTHING RETURNING id");
  added.bind(key.asset, key.version, key.name, key.branch, key.api_key, tie, now, now,
             arrival.request_id, payload);
  auto const id = added.next() ? std::optional(added.integer(0)) : std::nullopt;
  while (added.next()) {
  }
  TRY_VOID(added.end());
  return id ? Accepted{.id = *id} : accept_again(connection, key, tie, now);
}

class Intake final : public JobIntake {
 public:
  explicit Intake(Database& database) : database_(database) {}

  Result<std::vector<Accepted>> accept(std::span<Arrival const> arrivals, WallTime now) override {
    std::vector<Accepted> all;
    Change const change = [&](Connection& connection) -> Result<void> {
      all.clear();
      for (auto const& arrival : arrivals) {
        TRY(auto const accepted, accept_one(connection, arrival, to_number(now)));
        all.push_back(accepted);
      }
      return {};
    };
    TRY_VOID(database_.write(change));
    return all;
  }

 private:
  Database& database_;
};

// The index of running jobs makes the inner question cheap, however long the queue is.
constexpr char const* k_due =
    "SELECT id, payload, request, accepted, attempts FROM jobs AS job "
    "WHERE stack = ?1 AND state = 0 AND due <= ?2 AND NOT EXISTS (SELECT 1 FROM jobs AS other "
    "WHERE other.state = 1 AND other.asset = job.asset AND other.branch = job.branch "
    "AND other.stack = job.stack) ORDER BY due, id LIMIT 1";

Result<std::optional<Job>> find_due(Connection& connection, std::string const& stack,
                                    std::int64_t now) {
  auto due = connection.query(k_due);
  due.bind(stack, now);
  std::optional<Job> job;
  if (due.next()) {
    job = {.id = due.integer(0),
           .event = event_of(due.text(1)),
           .request_id = due.text(2),
           .accepted = to_time(due.integer(3)),
           .attempts = static_cast<int>(due.integer(4)) + 1};
  }
  TRY_VOID(due.end());
  return job;
}

Result<void> add_to_history(Connection& connection, Job const& job, Attempt const& attempt,
                            Next const& next, std::int64_t now) {
  auto const reason = std::string(to_string(attempt.reason));
  return connection
      .query(
          "INSERT INTO attempts(job, ended, reason, message, took, wait) "
          "VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(job.id, now, reason, attempt.message, attempt.took.count(), next.wait.count())
      .run();
}

class Queue final : public JobQueue {
 public:
  explicit Queue(Database& database) : database_(database) {}

  Result<std::optional<Job>> take(std::string const& stack, WallTime now) override {
    std::optional<Job> taken;
    // Asked first without a commit: most often nothing is due.
    TRY(auto const due, database_.read([&](Connection& connection) {
      return find_due(connection, stack, to_number(now));
    }));
    if (!due) {
      return taken;
    }
    Change const change = [&](Connection& connection) -> Result<void> {
      TRY(taken, find_due(connection, stack, to_number(now)));
      if (!taken) {
        return {};
      }
      return connection.query("UPDATE jobs SET state = 1, attempts = ?1, lease = ?2 WHERE id = ?3")
          .bind(taken->attempts, database_.run(), taken->id)
          .run();
    };
    TRY_VOID(database_.write(change));
    return taken;
  }

  Result<void> settle(Job const& job, Attempt const& attempt, Next const& next,
                      WallTime now) override {
    auto const reason = std::string(to_string(attempt.reason));
    bool const waits = next.state == JobState::waiting;
    auto const settled = waits ? std::nullopt : std::optional(to_number(now));
    return database_.write([&](Connection& connection) -> Result<void> {
      TRY_VOID(connection
                   .query("UPDATE jobs SET state = ?1, due = ?2, settled = ?3, reason = ?4, "
                          "message = ?5, lease = NULL WHERE id = ?6 AND state = 1 AND lease = ?7")
                   .bind(static_cast<int>(next.state), to_number(now) + next.wait.count(), settled,
                         reason, attempt.message, job.id, database_.run())
                   .run());
      if (connection.changes() == 0 || next.state == JobState::done) {
        return {};
      }
      return add_to_history(connection, job, attempt, next, to_number(now));
    });
  }

  Result<void> give_back(Job const& job, WallTime now) override {
    return database_.write([&](Connection& connection) {
      return connection
          .query(
              "UPDATE jobs SET state = 0, due = ?1, attempts = ?2, lease = NULL "
              "WHERE id = ?3 AND state = 1 AND lease = ?4")
          .bind(to_number(now), job.attempts - 1, job.id, database_.run())
          .run();
    });
  }

 private:
  Database& database_;
};

}  // namespace

std::unique_ptr<JobIntake> make_intake(Database& database) {
  return std::make_unique<Intake>(database);
}

std::unique_ptr<JobQueue> make_queue(Database& database) {
  return std::make_unique<Queue>(database);
}

Result<void> take_up_again(Database& database, WallTime now, WallTime latest) {
  return database.write([&](Connection& connection) -> Result<void> {
    TRY_VOID(connection
                 .query("INSERT INTO attempts(job, ended, reason, message, took, wait) SELECT id, "
                        "?1, 'internal', 'the server ended while it was at this', 0, 0 FROM jobs "
                        "WHERE state = 1")
                 .bind(to_number(now))
                 .run());
    TRY_VOID(connection.query("UPDATE jobs SET state = 0, due = ?1, lease = NULL WHERE state = 1")
                 .bind(to_number(now))
                 .run());
    return connection.query("UPDATE jobs SET due = ?1 WHERE state = 0 AND due > ?1")
        .bind(to_number(latest))
        .run();
  });
}

}  // namespace stacktag::sqlite
