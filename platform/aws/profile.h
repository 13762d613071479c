// SPDX-License-Identifier: Apache-2.0
// The profile that AWS_PROFILE names, from both shared files.
#pragma once

#include "aws/ini.h"
#include "environment/environment.h"

namespace stacktag::aws {

/// Empty where there is none.
Section read_profile(Environment const& environment);

}  // namespace stacktag::aws
