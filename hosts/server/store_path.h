// SPDX-License-Identifier: Apache-2.0
// Where the store's file is.
#pragma once

#include <string>

#include "environment/environment.h"

namespace stacktag::server {

/// STACKTAG_STORE, else stacktag.db in the folder that systemd gives a service ($STATE_DIRECTORY),
/// else in the current one.
/// https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#RuntimeDirectory=
std::string store_path(Environment const& environment);

}  // namespace stacktag::server
