// SPDX-License-Identifier: Apache-2.0
// Ledgers in memory, which can be told to fail.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "ports/asset_ledger.h"
#include "ports/label_ledger.h"

namespace stacktag::fakes {

class AssetLedgerInMemory final : public AssetLedger {
 public:
  std::map<AssetKey, AssetRecord> records{};
  std::vector<AssetChange> changes{};
  bool reads_fail = false;
  bool writes_fail = false;
  int writes = 0;

  Result<std::optional<AssetRecord>> read(AssetKey const& key) override {
    if (reads_fail) {
      return fail(Reason::store_unavailable, "the store: disk I/O error");
    }
    auto const found = records.find(key);
    return found == records.end() ? std::nullopt : std::optional(found->second);
  }

  Result<void> write(AssetKey const& key, AssetRecord const& record,
                     std::optional<AssetChange> const& change) override {
    if (writes_fail) {
      return fail(Reason::store_unavailable, "the store: database or disk is full");
    }
    ++writes;
    records[key] = record;
    if (change) {
      changes.push_back(*change);
    }
    return {};
  }
};

class LabelLedgerInMemory final : public LabelLedger {
 public:
  /// By bytes, engine and feature, as each was asked.
  std::map<std::tuple<std::string, std::string, Feature>, std::pair<LabelQuery, Labels>> answers{};
  Cost cost{};
  bool writes_fail = false;

  Result<Answered> known(Picture const& picture, LabelQuery const& query,
                         std::string const& engine) override {
    Answered all;
    for (auto const feature : query.features) {
      auto const found = answers.find({std::string(picture.bytes), engine, feature});
      if (found != answers.end() &&
          covers(found->second.first, found->second.second.found.size(), query, feature)) {
        add(all, {{feature}, found->second.second});
      }
    }
    keep_asked(all.labels, query);
    return all;
  }

  Result<void> learned(Picture const& picture, LabelQuery const& query, Answered const& answer,
                       Cost const& paid) override {
    if (writes_fail) {
      return fail(Reason::store_unavailable, "the store: database or disk is full");
    }
    for (auto const feature : answer.features) {
      auto labels = answer.labels;
      std::erase_if(labels.found, [&](auto const& one) { return one.feature != feature; });
      answers[{std::string(picture.bytes), labels.engine, feature}] = {query, labels};
    }
    add(cost, paid);
    return {};
  }
};

}  // namespace stacktag::fakes
