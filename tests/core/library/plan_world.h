// SPDX-License-Identifier: Apache-2.0
// A small world with a ledger, in which one asset is planned, written and taken back.
#pragma once

#include <string>
#include <vector>

#include "core/flow/world.h"
#include "fakes/ledgers.h"
#include "library/applier.h"
#include "library/planner.h"
#include "library/undo.h"

namespace stacktag::world {

struct PlanWorld {
  Stack stack{};
  fakes::AssetLedgerInMemory assets{};
  fakes::LabelLedgerInMemory labels{};
  Pictures pictures{};
  Engine engine{};
  InTurn overlap{};
  fakes::FakeClock clock{};
  Memory memory{};
  StackWords words{};
  PipelineSettings settings{
      .api_key = "bltkey", .engine = "fake", .stamp = {.run = "run-1", .rules = "r1"}};
  Report report{};  ///< of what was done last

  PlannedAsset plan(Looking looking = Looking::ask) {
    report = {};
    auto const parts = pipeline();
    return Planner{parts, "", looking}.plan(stack.now(), {}, report);
  }
  Reason apply(PlannedAsset const& planned, WhenChanged when_changed = WhenChanged::skip) {
    auto const parts = pipeline();
    report = Applier{parts, "", when_changed}.apply(planned, {.at = clock.now() + k_time});
    return report.reason;
  }
  PlannedAsset undo(std::vector<AssetChange> const& changes, UndoSelection selection = {}) {
    report = {};
    auto const parts = pipeline();
    return UndoPlanner{parts, "", std::move(selection)}.plan("blta1", changes, {}, report);
  }
  std::vector<std::string> const& tags() const { return stack.now().tags; }
  AssetRecord record() const { return assets.records.at({"bltkey", "main", "blta1"}); }

 private:
  static constexpr std::chrono::seconds k_time{60};
  Pipeline pipeline() {
    return {stack,  pictures, engine,   overlap, clock,
            memory, words,    settings, nullptr, {&assets, &labels}};
  }
};

}  // namespace stacktag::world
