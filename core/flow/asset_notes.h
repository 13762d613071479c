// SPDX-License-Identifier: Apache-2.0
// What is known of an event's asset from before, and what is noted for the next time: by the
// process's memory, and by the ledger where there is one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/asset_record.h"
#include "flow/event.h"
#include "flow/memory.h"
#include "ports/asset_ledger.h"
#include "stacktag/result.h"

namespace stacktag {

class AssetNotes {
 public:
  /// `ledger` may be null.
  AssetNotes(Memory& memory, AssetLedger* ledger, Event const& event)
      : memory_(memory), ledger_(ledger), event_(event) {}

  /// Reads the ledger. Error: `store_unavailable`.
  Result<void> look_up();

  AssetRecord const& record() const { return record_; }
  bool is_own_write() const;
  std::optional<OpenRepair> open_repair() const;

  /// Notes a write before it is done, so that a process that ends in it leaves nothing covered.
  /// Error: `store_unavailable`, and then nothing should be written.
  Result<void> intend(OpenRepair const& write);
  /// The write came about.
  void wrote(int version);
  /// A write that an ended process had begun came about: these tags were ours.
  void came_about(std::vector<std::string> const& tags);
  void leave_open(OpenRepair repair);

  struct Settlement {
    std::vector<std::string> const& tags;    ///< of the asset, now
    std::vector<std::string> const& edits;   ///< those of them that people want
    std::vector<std::string> const& chosen;  ///< by us
    Variants variants;
    std::string file{};
    std::string engine{};
    std::string model_version{};
    std::string rules{};
    std::optional<AssetChange> change{};
  };
  /// All is on the asset that should be. Error: `store_unavailable`.
  Result<void> settle(Settlement const& settlement);

 private:
  Memory& memory_;
  AssetLedger* const ledger_;
  Event const& event_;
  AssetRecord record_{};
};

}  // namespace stacktag
