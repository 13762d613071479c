// SPDX-License-Identifier: Apache-2.0
// What a stack may spend on the labelling service in a calendar month (UTC), and what happens
// beyond it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "environment/environment.h"
#include "ports/labeler.h"
#include "ports/ledger_desk.h"
#include "stacktag/clock.h"

namespace stacktag::server {

enum class Beyond {
  local,  ///< the engine on this machine answers
  wait,   ///< events wait for the next month
};

struct Budget {
  std::optional<std::int64_t> microdollars{};  ///< nothing: no limit
  Beyond beyond = Beyond::local;

  bool operator==(Budget const&) const = default;
};

/// STACKTAG_BUDGET in US dollars, and STACKTAG_BUDGET_BEYOND.
Budget read_budget(SettingsReader& reader);

/// Asks `paid` while the month's budget lasts. `local` may be null where events wait. The ledger
/// knows what was spent; what is being asked at the moment counts as spent.
std::unique_ptr<Labeler> make_budgeted_labeler(Budget const& budget, std::string stack,
                                               std::unique_ptr<Labeler> paid, Labeler* local,
                                               LedgerDesk& ledger, Clock& clock);

}  // namespace stacktag::server
