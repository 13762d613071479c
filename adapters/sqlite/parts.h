// SPDX-License-Identifier: Apache-2.0
// The parts of a store, each over the same database, which outlives them.
#pragma once

#include <memory>

#include "sqlite/database.h"
#include "sqlite/store.h"

namespace stacktag::sqlite {

std::unique_ptr<JobIntake> make_intake(Database& database);
std::unique_ptr<JobQueue> make_queue(Database& database);
std::unique_ptr<JobDesk> make_desk(Database& database);
std::unique_ptr<JobHand> make_hand(Database& database);
std::unique_ptr<AssetLedger> make_asset_ledger(Database& database, Clock& clock);
std::unique_ptr<LabelLedger> make_label_ledger(Database& database, Clock& clock);
std::unique_ptr<LedgerDesk> make_ledger_desk(Database& database);
std::unique_ptr<ChangeLog> make_change_log(Database& database);
std::unique_ptr<LabelCensus> make_label_census(Database& database);
std::unique_ptr<Upkeep> make_upkeep(Database& database, Clock& clock);

/// Returns what an ended process was at, and brings due times that a wrong clock has put far ahead
/// back to `latest`.
Result<void> take_up_again(Database& database, WallTime now, WallTime latest);

}  // namespace stacktag::sqlite
