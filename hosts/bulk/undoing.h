// SPDX-License-Identifier: Apache-2.0
// Finding out, from the ledger, what taking back changes would do to each asset.
#pragma once

#include <stop_token>

#include "bulk/open_library.h"
#include "bulk/row.h"
#include "library/undo.h"
#include "ports/change_log.h"

namespace stacktag::bulk {

struct UndoRequest {
  ChangeFilter filter{};
  UndoSelection selection{};
  int jobs = 1;
  std::stop_token stop{};
};

RunEnd plan_undo(OpenLibrary& library, UndoRequest const& request, Clock& clock, Sink const& sink,
                 Advance const& advance);

}  // namespace stacktag::bulk
