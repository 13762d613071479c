// SPDX-License-Identifier: Apache-2.0
// Work, or skip with a reason.
#pragma once

#include <optional>
#include <string_view>

#include "flow/asset.h"
#include "flow/event.h"
#include "stacktag/reason.h"

namespace stacktag {

/// Why the event needs no work, as far as it shows by itself: nothing where it may.
std::optional<Reason> skip_at_sight(Event const& event, std::string_view own_api_key);

/// Whether the payload lacks what a decision needs, as a concise one does.
bool is_incomplete(Event const& event);

/// Why the event needs no work, as version N-1 tells: an update that kept the file. An absent
/// version tells nothing.
std::optional<Reason> skip_by_previous(Event const& event, std::optional<Asset> const& previous);

/// Why the event needs no work, as the asset of now tells: it is gone, or has another file by now.
std::optional<Reason> skip_by_latest(Event const& event, std::optional<Asset> const& latest);

/// Whether the event is an update, which works only where it replaced the file.
bool is_update(Event const& event);

}  // namespace stacktag
