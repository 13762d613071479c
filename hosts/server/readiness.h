// SPDX-License-Identifier: Apache-2.0
// Telling whoever started the server that it serves, or that it ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "environment/environment.h"
#include "stacktag/result.h"

namespace stacktag::server {

/// Sends `state` ("READY=1", "STOPPING=1") to systemd, where it has asked for that by
/// NOTIFY_SOCKET; else does nothing.
/// https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html#Notes
void notify(Environment const& environment, std::string_view state);

/// Writes the port into the file, whole or not at all. Error: `bad_configuration`.
Result<void> write_ready_file(std::string const& path, std::uint16_t port);

}  // namespace stacktag::server
