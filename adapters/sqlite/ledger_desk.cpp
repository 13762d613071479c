// SPDX-License-Identifier: Apache-2.0
// The ledger as operators use it.
#include <algorithm>
#include <utility>

#include "sqlite/json_text.h"
#include "sqlite/month.h"
#include "sqlite/parts.h"
#include "stacktag/limits.h"

namespace stacktag::sqlite {
namespace {

AssetView asset_view_of(Query const& row) {
  return {.key = {row.text(0), row.text(1), row.text(2)},
          .updated = to_time(row.integer(3)),
          .record = record_of(row.text(4))};
}

Result<std::vector<AssetView>> all_of(Query& rows) {
  std::vector<AssetView> all;
  while (rows.next()) {
    all.push_back(asset_view_of(rows));
  }
  TRY_VOID(rows.end());
  return all;
}

Result<void> add_changes(Connection& connection, AssetView& view) {
  auto rows = connection.query(
      "SELECT at, run, version, change FROM changes WHERE asset = ?1 AND branch = ?2 AND stack = "
      "?3 ORDER BY id DESC LIMIT ?4");
  rows.bind(view.key.asset, view.key.branch, view.key.stack, limits::store_rows_listed_max);
  while (rows.next()) {
    auto change = change_of(rows.text(3));
    change.run = rows.text(1);
    change.version = static_cast<int>(rows.integer(2));
    view.changes.push_back({to_time(rows.integer(0)), std::move(change)});
  }
  std::ranges::reverse(view.changes);
  return rows.end();
}

Result<void> add_content(Connection& connection, AssetView& view) {
  auto row = connection.query(
      "SELECT content FROM files WHERE asset = ?1 AND file = ?2 AND branch = ?3 AND stack = ?4");
  row.bind(view.key.asset, view.record.file, view.key.branch, view.key.stack);
  if (row.next()) {
    view.content = row.text(0);
  }
  return row.end();
}

Result<void> add_answers(Connection& connection, AssetView& view) {
  auto rows = connection.query(
      "SELECT feature, learned, engine, model, answer FROM answers WHERE content = ?1 "
      "ORDER BY engine, feature");
  rows.bind(view.content);
  while (rows.next()) {
    auto const feature = feature_named(rows.text(0)).value_or(Feature::labels);
    auto labels = answer_of(rows.text(4), feature);
    labels.engine = rows.text(2);
    labels.model_version = rows.text(3);
    view.answers.push_back({feature, to_time(rows.integer(1)), std::move(labels)});
  }
  return rows.end();
}

class Reading final : public LedgerDesk {
 public:
  explicit Reading(Database& database) : database_(database) {}

  Result<std::vector<AssetView>> assets(std::string const& uid) override {
    return database_.read([&](Connection& connection) -> Result<std::vector<AssetView>> {
      auto rows = connection.query(
          "SELECT stack, branch, asset, updated, record FROM assets WHERE asset = ?1 "
          "ORDER BY stack, branch");
      TRY(auto views, all_of(rows.bind(uid)));
      for (auto& view : views) {
        TRY_VOID(add_changes(connection, view));
        TRY_VOID(add_content(connection, view));
        TRY_VOID(add_answers(connection, view));
      }
      return views;
    });
  }

  // By the changes, whose numbers grow with time: assets have no index of their own for it.
  Result<std::vector<AssetView>> latest(std::string const& stack, int count_max) override {
    return database_.read([&](Connection& connection) {
      auto rows = connection.query(
          "SELECT assets.stack, assets.branch, assets.asset, updated, record FROM (SELECT stack, "
          "branch, asset, max(id) AS last FROM (SELECT * FROM changes WHERE ?1 = '' OR stack = ?1 "
          "ORDER BY id DESC LIMIT ?2) GROUP BY stack, branch, asset) AS recent JOIN assets ON "
          "assets.asset = recent.asset AND assets.branch = recent.branch AND assets.stack = "
          "recent.stack ORDER BY last DESC");
      return all_of(rows.bind(stack, std::min(count_max, limits::store_rows_listed_max)));
    });
  }

  Result<Cost> spent(std::string const& stack, WallTime now) override {
    auto const month = month_of(now);
    return database_.read([&](Connection& connection) -> Result<Cost> {
      auto rows = connection.query(
          "SELECT feature, calls, microdollars FROM spending WHERE month = ?1 AND (?2 = '' OR "
          "stack = ?2)");
      rows.bind(month, stack);
      Cost cost;
      while (rows.next()) {
        if (auto const feature = feature_named(rows.text(0))) {
          add(cost, {{*feature, {static_cast<int>(rows.integer(1)), rows.integer(2)}}});
        }
      }
      TRY_VOID(rows.end());
      return cost;
    });
  }

 private:
  Database& database_;
};

}  // namespace

std::unique_ptr<LedgerDesk> make_ledger_desk(Database& database) {
  return std::make_unique<Reading>(database);
}

}  // namespace stacktag::sqlite
