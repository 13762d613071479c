// SPDX-License-Identifier: Apache-2.0
// What a process is called in leases and in what it writes to the ledger.
#pragma once

#include <string>

#include "stacktag/clock.h"

namespace stacktag::server {

/// serve-20261125T173501Z-1a2b3c4d: the command, when it began (UTC), and chance.
std::string make_run_name(std::string const& command, Clock& clock);

}  // namespace stacktag::server
