// SPDX-License-Identifier: Apache-2.0
#include "sqlite/schema.h"

#include <utility>

namespace stacktag::sqlite {
namespace {

constexpr std::int64_t k_version = 1;
constexpr std::int64_t k_page_bytes = 4096;

// Times are milliseconds since 1970. `state` is a JobState by its number: 0 waiting, 1 running,
// 2 done, 3 parked. `tie` keeps events without a version apart.
constexpr char const* k_tables = R"(
CREATE TABLE jobs(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stack TEXT NOT NULL, branch TEXT NOT NULL, asset TEXT NOT NULL, version INTEGER NOT NULL,
  event TEXT NOT NULL, tie TEXT NOT NULL,
  state INTEGER NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL,
  accepted INTEGER NOT NULL, settled INTEGER, lease TEXT,
  reason TEXT NOT NULL, message TEXT NOT NULL, request TEXT NOT NULL, payload TEXT NOT NULL);
CREATE UNIQUE INDEX jobs_key ON jobs(asset, version, event, branch, stack, tie);
CREATE INDEX jobs_due ON jobs(stack, due, id) WHERE state = 0;
CREATE INDEX jobs_running ON jobs(asset, branch, stack) WHERE state = 1;
CREATE INDEX jobs_parked ON jobs(id) WHERE state = 3;
CREATE INDEX jobs_settled ON jobs(settled) WHERE state = 2;
CREATE TABLE attempts(
  job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
  ended INTEGER NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL, took INTEGER NOT NULL,
  wait INTEGER NOT NULL);
CREATE INDEX attempts_job ON attempts(job);
CREATE TABLE assets(
  stack TEXT NOT NULL, branch TEXT NOT NULL, asset TEXT NOT NULL,
  updated INTEGER NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY(asset, branch, stack)) WITHOUT ROWID;
CREATE TABLE changes(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stack TEXT NOT NULL, branch TEXT NOT NULL, asset TEXT NOT NULL,
  at INTEGER NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL, change TEXT NOT NULL);
CREATE INDEX changes_asset ON changes(asset, branch, stack);
CREATE INDEX changes_run ON changes(run);
CREATE TABLE files(
  stack TEXT NOT NULL, branch TEXT NOT NULL, asset TEXT NOT NULL, file TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY(asset, file, branch, stack)) WITHOUT ROWID;
CREATE TABLE answers(
  content TEXT NOT NULL, engine TEXT NOT NULL, feature TEXT NOT NULL,
  model TEXT NOT NULL, learned INTEGER NOT NULL, query TEXT NOT NULL, answer TEXT NOT NULL,
  PRIMARY KEY(content, engine, feature)) WITHOUT ROWID;
CREATE TABLE spending(
  stack TEXT NOT NULL, month TEXT NOT NULL, feature TEXT NOT NULL,
  calls INTEGER NOT NULL, microdollars INTEGER NOT NULL,
  PRIMARY KEY(stack, month, feature)) WITHOUT ROWID;
PRAGMA user_version = 1;
)";

Error unusable(std::string message) {
  return {Reason::bad_configuration, std::move(message)};
}

// A failure to begin with the file is one that a person has to mend.
Result<void> at_start(Result<void> done) {
  return done ? done : Result<void>(fail(unusable(done.error().message)));
}

Result<std::int64_t> version_of(Connection& connection) {
  auto query = connection.query("PRAGMA user_version");
  auto const version = query.next() ? query.integer(0) : 0;
  TRY_VOID(at_start(query.end()));
  return version;
}

Result<void> check_whole(Connection& connection) {
  auto query = connection.query("PRAGMA quick_check(1)");
  auto const found = query.next() ? query.text(0) : std::string();
  TRY_VOID(at_start(query.end()));
  if (found != "ok") {
    return fail(unusable("the store is damaged (" + found +
                         "): restore a copy, or move the file away to begin anew"));
  }
  return {};
}

Result<void> make_tables(Connection& connection) {
  TRY_VOID(at_start(connection.execute("BEGIN IMMEDIATE")));
  if (auto made = connection.execute(k_tables); !made) {
    static_cast<void>(connection.execute("ROLLBACK"));
    return at_start(std::move(made));
  }
  return at_start(connection.execute("COMMIT"));
}

Result<void> limit(Connection& connection, std::uintmax_t bytes_max) {
  if (bytes_max == 0) {
    return {};
  }
  auto const pages = static_cast<std::int64_t>(bytes_max) / k_page_bytes;
  return at_start(connection.execute(("PRAGMA max_page_count = " + std::to_string(pages)).c_str()));
}

}  // namespace

Result<void> prepare(Connection& connection, std::uintmax_t bytes_max, bool look_through) {
  TRY_VOID(at_start(connection.execute(
      "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 16777216;"
      "PRAGMA cache_size = -16384")));
  TRY(auto const version, version_of(connection));
  if (version > k_version) {
    return fail(unusable("a newer stacktag made this store; use that one"));
  }
  if (version == 0) {
    TRY_VOID(make_tables(connection));
  } else if (look_through) {
    TRY_VOID(check_whole(connection));
  }
  return limit(connection, bytes_max);
}

}  // namespace stacktag::sqlite
