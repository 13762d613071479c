// SPDX-License-Identifier: Apache-2.0
// What was written to assets, run by run.
#include <algorithm>
#include <limits>
#include <utility>

#include "sqlite/json_text.h"
#include "sqlite/parts.h"
#include "stacktag/limits.h"

namespace stacktag::sqlite {
namespace {

std::int64_t since_of(ChangeFilter const& filter) {
  return filter.since ? to_number(*filter.since) : std::numeric_limits<std::int64_t>::min();
}

std::int64_t until_of(ChangeFilter const& filter) {
  return filter.until ? to_number(*filter.until) : std::numeric_limits<std::int64_t>::max();
}

class Log final : public ChangeLog {
 public:
  explicit Log(Database& database) : database_(database) {}

  // In the order of the index by asset, so that all pages together look at each change once.
  Result<std::vector<std::string>> changed_assets(ChangeFilter const& filter,
                                                  std::string const& after,
                                                  int count_max) override {
    return database_.read([&](Connection& connection) -> Result<std::vector<std::string>> {
      auto rows = connection.query(
          "SELECT DISTINCT asset FROM changes WHERE asset > ?1 AND stack = ?2 AND branch = ?3 AND "
          "(?4 = '' OR run = ?4) AND (?5 = '' OR asset = ?5) AND at >= ?6 AND at <= ?7 "
          "ORDER BY asset LIMIT ?8");
      rows.bind(after, filter.stack, filter.branch, filter.run, filter.asset, since_of(filter),
                until_of(filter), count_max);
      std::vector<std::string> all;
      while (rows.next()) {
        all.push_back(rows.text(0));
      }
      TRY_VOID(rows.end());
      return all;
    });
  }

  Result<std::vector<AssetChange>> changes(ChangeFilter const& filter) override {
    return database_.read([&](Connection& connection) -> Result<std::vector<AssetChange>> {
      auto rows = connection.query(
          "SELECT run, version, change FROM changes WHERE asset = ?1 AND branch = ?2 AND stack = "
          "?3 AND (?4 = '' OR run = ?4) AND at >= ?5 AND at <= ?6 ORDER BY id");
      rows.bind(filter.asset, filter.branch, filter.stack, filter.run, since_of(filter),
                until_of(filter));
      std::vector<AssetChange> all;
      while (rows.next()) {
        auto change = change_of(rows.text(2));
        change.run = rows.text(0);
        change.version = static_cast<int>(rows.integer(1));
        all.push_back(std::move(change));
      }
      TRY_VOID(rows.end());
      return all;
    });
  }

  Result<std::vector<PastRun>> runs(std::string const& stack, int count_max) override {
    return database_.read([&](Connection& connection) -> Result<std::vector<PastRun>> {
      auto rows = connection.query(
          "SELECT run, branch, min(at), max(at), count(DISTINCT asset) FROM changes WHERE stack = "
          "?1 GROUP BY run, branch ORDER BY max(id) DESC LIMIT ?2");
      rows.bind(stack, std::min(count_max, limits::store_rows_listed_max));
      std::vector<PastRun> all;
      while (rows.next()) {
        all.push_back({rows.text(0), rows.text(1), to_time(rows.integer(2)),
                       to_time(rows.integer(3)), static_cast<int>(rows.integer(4))});
      }
      TRY_VOID(rows.end());
      return all;
    });
  }

 private:
  Database& database_;
};

}  // namespace

std::unique_ptr<ChangeLog> make_change_log(Database& database) {
  return std::make_unique<Log>(database);
}

}  // namespace stacktag::sqlite
