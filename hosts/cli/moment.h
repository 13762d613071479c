// SPDX-License-Identifier: Apache-2.0
// Points in time as people write them: always UTC.
#pragma once

#include <optional>
#include <string>

#include "stacktag/clock.h"

namespace stacktag::cli {

/// 2026-01-31, or 2026-01-31T12:00:00Z with or without fractions.
std::optional<WallTime> moment_named(std::string const& text);

}  // namespace stacktag::cli
