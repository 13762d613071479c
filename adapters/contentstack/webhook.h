// SPDX-License-Identifier: Apache-2.0
// The body of a Contentstack webhook as an Event.
// https://www.contentstack.com/docs/developers/set-up-webhooks/webhook-data-format
#pragma once

#include <string_view>

#include "flow/event.h"
#include "json/json.h"
#include "stacktag/result.h"

namespace stacktag::contentstack {

/// Errors: `malformed_event`, with what is missing or wrong.
Result<Event> decode_event(std::string_view body);

/// An asset object, of a webhook or of the Content Management API. Lenient: what is missing stays
/// empty.
Asset decode_asset(json::Json const& object);

}  // namespace stacktag::contentstack
