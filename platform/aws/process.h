// SPDX-License-Identifier: Apache-2.0
// A command whose output is wanted, bounded in time and bytes.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "stacktag/clock.h"

namespace stacktag::aws {

/// Runs `command` by /bin/sh, as the AWS tools do, and gives what it writes to standard output. The
/// error says what went wrong, without the output. At most limits::small_call_time_max.
tl::expected<std::string, std::string> run_command(std::string const& command, Clock& clock,
                                                   Deadline const& deadline);

}  // namespace stacktag::aws
