// SPDX-License-Identifier: Apache-2.0
// The ledger as events use it.
#include <algorithm>
#include <cstdio>
#include <utility>

#include "crypto/hash.h"
#include "sqlite/json_text.h"
#include "sqlite/month.h"
#include "sqlite/parts.h"

namespace stacktag::sqlite {
namespace {

class Assets final : public AssetLedger {
 public:
  Assets(Database& database, Clock& clock) : database_(database), clock_(clock) {}

  Result<std::optional<AssetRecord>> read(AssetKey const& key) override {
    return database_.read([&](Connection& connection) -> Result<std::optional<AssetRecord>> {
      auto row = connection.query(
          "SELECT record FROM assets WHERE asset = ?1 AND branch = ?2 AND stack = ?3");
      row.bind(key.asset, key.branch, key.stack);
      auto found = row.next() ? std::optional(record_of(row.text(0))) : std::nullopt;
      TRY_VOID(row.end());
      return found;
    });
  }

  Result<void> write(AssetKey const& key, AssetRecord const& record,
                     std::optional<AssetChange> const& change) override {
    auto const now = to_number(clock_.wall());
    auto const text = record_text(record);
    return database_.write([&](Connection& connection) -> Result<void> {
      TRY_VOID(connection
                   .query("INSERT INTO assets(asset, branch, stack, updated, record) "
                          "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET "
                          "updated = excluded.updated, record = excluded.record")
                   .bind(key.asset, key.branch, key.stack, now, text)
                   .run());
      return change ? add_change(connection, key, *change, now) : Result<void>();
    });
  }

 private:
  static Result<void> add_change(Connection& connection, AssetKey const& key,
                                 AssetChange const& change, std::int64_t now) {
    auto const text = change_text(change);
    return connection
        .query(
            "INSERT INTO changes(stack, branch, asset, at, run, version, change) "
            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(key.stack, key.branch, key.asset, now, change.run, change.version, text)
        .run();
  }

  Database& database_;
  Clock& clock_;
};

std::string digest_of(std::string_view bytes) {
  crypto::Hash hash(crypto::HashKind::sha256);
  hash.add(bytes);
  return hash.finish();
}

Result<std::string> content_of(Connection& connection, Picture const& picture) {
  auto row = connection.query(
      "SELECT content FROM files WHERE asset = ?1 AND file = ?2 AND branch = ?3 AND stack = ?4");
  row.bind(picture.asset.asset, picture.file, picture.asset.branch, picture.asset.stack);
  auto content = row.next() ? row.text(0) : std::string();
  TRY_VOID(row.end());
  return content;
}

Result<void> keep_file(Connection& connection, Picture const& picture, std::string const& content) {
  return connection
      .query(
          "INSERT INTO files(asset, file, branch, stack, content) VALUES(?1, ?2, ?3, ?4, ?5) "
          "ON CONFLICT DO UPDATE SET content = excluded.content")
      .bind(picture.asset.asset, picture.file, picture.asset.branch, picture.asset.stack, content)
      .run();
}

// Joins what several features brought, of which each may name the same models.
void join(Answered& all, Feature feature, Labels labels) {
  if (all.labels.model_version.find(labels.model_version) != std::string::npos) {
    labels.model_version.clear();
  }
  add(all, {{feature}, std::move(labels)});
}

Result<void> add_answer(Connection& connection, std::string const& content,
                        std::string const& engine, LabelQuery const& query, Feature feature,
                        Answered& all) {
  auto const name = std::string(to_string(feature));
  auto row = connection.query(
      "SELECT query, answer, model FROM answers WHERE content = ?1 AND engine = ?2 AND feature = "
      "?3");
  row.bind(content, engine, name);
  if (row.next()) {
    auto labels = answer_of(row.text(1), feature);
    if (covers(query_of(row.text(0), feature), labels.found.size(), query, feature)) {
      labels.engine = engine;
      labels.model_version = row.text(2);
      join(all, feature, std::move(labels));
    }
  }
  return row.end();
}

Result<void> add_cost(Connection& connection, std::string const& stack, Cost const& cost,
                      WallTime now) {
  auto const month = month_of(now);
  for (auto const& [feature, paid] : cost) {
    auto const name = std::string(to_string(feature));
    TRY_VOID(connection
                 .query("INSERT INTO spending(stack, month, feature, calls, microdollars) "
                        "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET calls = calls + "
                        "excluded.calls, microdollars = microdollars + excluded.microdollars")
                 .bind(stack, month, name, paid.calls, paid.microdollars)
                 .run());
  }
  return {};
}

class KnownLabels final : public LabelLedger {
 public:
  KnownLabels(Database& database, Clock& clock) : database_(database), clock_(clock) {}

  Result<Answered> known(Picture const& picture, LabelQuery const& query,
                         std::string const& engine) override {
    TRY(auto const of_file,
        database_.read([&](Connection& connection) { return content_of(connection, picture); }));
    auto const content = of_file.empty() ? digest_of(picture.bytes) : of_file;
    TRY(auto all, read(content, query, engine));
    if (of_file.empty() && !all.features.empty()) {
      TRY_VOID(database_.write(
          [&](Connection& connection) { return keep_file(connection, picture, content); }));
    }
    keep_asked(all.labels, query);
    return all;
  }

  Result<void> learned(Picture const& picture, LabelQuery const& query, Answered const& answer,
                       Cost const& cost) override {
    auto const content = digest_of(picture.bytes);
    auto const now = clock_.wall();
    return database_.write([&](Connection& connection) -> Result<void> {
      TRY_VOID(keep_file(connection, picture, content));
      for (auto const feature : answer.features) {
        TRY_VOID(keep_answer(connection, content, query, answer.labels, feature, now));
      }
      return add_cost(connection, picture.asset.stack, cost, now);
    });
  }

 private:
  Result<Answered> read(std::string const& content, LabelQuery const& query,
                        std::string const& engine) {
    return database_.read([&](Connection& connection) -> Result<Answered> {
      Answered all;
      for (auto const feature : query.features) {
        TRY_VOID(add_answer(connection, content, engine, query, feature, all));
      }
      return all;
    });
  }

  static Result<void> keep_answer(Connection& connection, std::string const& content,
                                  LabelQuery const& query, Labels const& labels, Feature feature,
                                  WallTime now) {
    auto const name = std::string(to_string(feature));
    auto const asked = query_text(query, feature);
    auto const answer = answer_text(labels, feature);
    return connection
        .query(
            "INSERT INTO answers(content, engine, feature, model, learned, query, answer) "
            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET model = "
            "excluded.model, learned = excluded.learned, query = excluded.query, answer = "
            "excluded.answer")
        .bind(content, labels.engine, name, labels.model_version, to_number(now), asked, answer)
        .run();
  }

  Database& database_;
  Clock& clock_;
};

}  // namespace

std::unique_ptr<AssetLedger> make_asset_ledger(Database& database, Clock& clock) {
  return std::make_unique<Assets>(database, clock);
}

std::unique_ptr<LabelLedger> make_label_ledger(Database& database, Clock& clock) {
  return std::make_unique<KnownLabels>(database, clock);
}

}  // namespace stacktag::sqlite
