// SPDX-License-Identifier: Apache-2.0
// What is in the picture of an asset that is there already.
#pragma once

#include <optional>

#include "flow/event.h"
#include "flow/labels.h"
#include "flow/pipeline.h"
#include "flow/report.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

enum class Looking {
  ask,         ///< the engine looks at pictures that are not known yet
  known_only,  ///< nothing is fetched or paid
};

/// Nothing where nobody has looked, and nobody was to. Adds to the report what it took. Errors:
/// those of fetching and labelling.
Result<std::optional<Labels>> labels_of(Pipeline const& parts, Event const& event, Looking looking,
                                        Deadline const& deadline, Report& report);

}  // namespace stacktag
