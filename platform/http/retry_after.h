// SPDX-License-Identifier: Apache-2.0
// How long an answer asks us to wait before we ask again.
#pragma once

#include <chrono>
#include <optional>

#include "http/client.h"

namespace stacktag::http {

/// The Retry-After header in its form of whole seconds, at most 60 of them; nothing where there is
/// none or it has another form.
std::optional<std::chrono::seconds> retry_after(Response const& response);

}  // namespace stacktag::http
