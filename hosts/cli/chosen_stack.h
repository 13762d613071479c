// SPDX-License-Identifier: Apache-2.0
// Which of the configured stacks a command means.
#pragma once

#include <string>
#include <vector>

#include "environment/environment.h"
#include "server/stacks.h"

namespace stacktag::cli {

/// The stack of this name, or the only one. Each mistake of the configuration, or a name that there
/// is not, is added to `mistakes`.
server::StackSettings chosen_stack(Environment const& environment, std::string const& name,
                                   std::vector<std::string>& mistakes);

}  // namespace stacktag::cli
