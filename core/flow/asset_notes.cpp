// SPDX-License-Identifier: Apache-2.0
#include "flow/asset_notes.h"

#include <algorithm>
#include <utility>

namespace stacktag {

Result<void> AssetNotes::look_up() {
  if (ledger_ != nullptr) {
    TRY(auto found, ledger_->read(asset_key(event_)));
    record_ = std::move(found).value_or(AssetRecord{});
  }
  return {};
}

bool AssetNotes::is_own_write() const {
  return memory_.is_own_write(event_) ||
         std::ranges::find(record_.own_versions, event_.asset.version) !=
             record_.own_versions.end();
}

// The process's own knowledge is the newer one.
std::optional<OpenRepair> AssetNotes::open_repair() const {
  auto known = memory_.open_repair(event_);
  return known ? known : record_.repair;
}

Result<void> AssetNotes::intend(OpenRepair const& write) {
  if (ledger_ == nullptr) {
    return {};
  }
  record_.repair = write;
  return ledger_->write(asset_key(event_), record_, std::nullopt);
}

void AssetNotes::wrote(int version) {
  memory_.wrote(event_, version);
  add_own_version(record_, version);
}

void AssetNotes::came_about(std::vector<std::string> const& tags) {
  std::ranges::copy_if(tags, std::back_inserter(record_.ours), [&](auto const& tag) {
    return std::ranges::find(record_.ours, tag) == record_.ours.end();
  });
}

void AssetNotes::leave_open(OpenRepair repair) {
  memory_.leave_open(event_, std::move(repair));
}

Result<void> AssetNotes::settle(Settlement const& end) {
  memory_.repaired(event_);
  if (ledger_ == nullptr) {
    return {};
  }
  auto record = record_;
  bring_up_to_date(record, end.tags, end.edits, end.chosen, end.variants);
  record.file = end.file;
  record.engine = end.engine;
  record.model_version = end.model_version;
  record.rules = end.rules;
  record.repair.reset();
  if (record == record_ && !end.change) {
    return {};
  }
  record_ = std::move(record);
  return ledger_->write(asset_key(event_), record_, end.change);
}

}  // namespace stacktag
