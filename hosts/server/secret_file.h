// SPDX-License-Identifier: Apache-2.0
// Secrets that stand in files of their own, as systemd and containers hand them over.
// https://systemd.io/CREDENTIALS/
#pragma once

#include <string>
#include <vector>

#include "environment/environment.h"

namespace stacktag::server {

/// For CONTENTSTACK_STACK_MANAGEMENT_TOKEN_FILE and STACKTAG_API_TOKEN_FILE: the file's text, less
/// blanks around it, as the variable of the same name without _FILE. A file that cannot be read is
/// a mistake.
void read_secret_files(Environment& environment, std::vector<std::string>& mistakes);

}  // namespace stacktag::server
