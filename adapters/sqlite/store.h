// SPDX-License-Identifier: Apache-2.0
// Queue and ledger in one SQLite file, which survives the process and the machine's power.
// https://www.sqlite.org/wal.html
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ports/asset_ledger.h"
#include "ports/change_log.h"
#include "ports/job_desk.h"
#include "ports/job_intake.h"
#include "ports/job_queue.h"
#include "ports/label_census.h"
#include "ports/label_ledger.h"
#include "ports/ledger_desk.h"
#include "ports/upkeep.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::sqlite {

class Database;

enum class Purpose {
  serve,  ///< the one server of the store: what an earlier one was at is taken up again
  work,   ///< on the ledger, beside a server or without one; makes the file where there is none
  visit,  ///< beside a server or without one: to look, or to change single things
  /// A visit that looks the file through as a server does at its start.
  examination,
};

struct StoreOptions {
  std::string path{};
  std::string run{};             ///< names the process, in leases and changes
  std::uintmax_t bytes_max = 0;  ///< 0: as large as the disk lets it be
  Purpose purpose = Purpose::serve;
};

struct Store {
  Store(std::unique_ptr<Database> the_database, Clock& clock);
  ~Store();
  Store(Store const&) = delete;
  Store& operator=(Store const&) = delete;

  std::unique_ptr<Database> const database;
  std::unique_ptr<JobIntake> const intake;
  std::unique_ptr<JobQueue> const queue;
  std::unique_ptr<JobDesk> const desk;
  std::unique_ptr<JobHand> const hand;
  std::unique_ptr<AssetLedger> const assets;
  std::unique_ptr<LabelLedger> const labels;
  std::unique_ptr<LedgerDesk> const ledger;
  std::unique_ptr<ChangeLog> const changes;
  std::unique_ptr<LabelCensus> const census;
  std::unique_ptr<Upkeep> const upkeep;
};

/// Makes the file where there is none, except for a visit. Error: `bad_configuration`, with what to
/// do: no permission, a damaged file, another server at work.
Result<std::unique_ptr<Store>> open_store(StoreOptions const& options, Clock& clock);

}  // namespace stacktag::sqlite
