// SPDX-License-Identifier: Apache-2.0
// What this process has just done, so that a duplicate delivery or the echo of our own write costs
// no call. Bounded: the oldest entries go first. A failed attempt is never kept as done. Safe to
// use from several threads.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "flow/event.h"
#include "flow/features.h"
#include "flow/open_repair.h"
#include "stacktag/limits.h"

namespace stacktag {

class Memory {
 public:
  explicit Memory(std::size_t entries_max = limits::memory_entries_max);
  ~Memory();
  Memory(Memory const&) = delete;
  Memory& operator=(Memory const&) = delete;

  bool is_finished(EventKey const& event) const;
  void finished(EventKey const& event);

  /// Whether we wrote this version of the event's asset.
  bool is_own_write(Event const& event) const;
  void wrote(Event const& event, int version);

  /// What the engine said of this file of the event's asset before, question by question.
  Answered answers_of(Event const& event, std::string const& file_uid) const;
  void answered(Event const& event, std::string const& file_uid, Answered all);

  /// What the next event of the asset has to mend.
  std::optional<OpenRepair> open_repair(Event const& event) const;
  void leave_open(Event const& event, OpenRepair repair);
  void repaired(Event const& event);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacktag
