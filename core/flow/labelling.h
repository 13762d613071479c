// SPDX-License-Identifier: Apache-2.0
// What is in an event's picture: what was answered before, by the process's memory or the ledger,
// and for the rest what the engine says, which is kept.
#pragma once

#include <optional>

#include "flow/event.h"
#include "flow/image.h"
#include "flow/labels.h"
#include "flow/pipeline.h"
#include "flow/report.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

/// Asks what is not answered yet. Adds what it cost to the report. Errors: those of the engine, and
/// `store_unavailable`.
Result<Labels> label(Pipeline const& parts, Event const& event, Image const& image,
                     Deadline const& deadline, Report& report);

/// What is known of the asset's file without its bytes; nothing where a question is open. Error:
/// `store_unavailable`.
Result<std::optional<Labels>> known_labels(Pipeline const& parts, Event const& event);

}  // namespace stacktag
