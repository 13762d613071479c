// SPDX-License-Identifier: Apache-2.0
// What was learned of a stack's words, for people.
#pragma once

#include <iosfwd>

#include "study/learning.h"

namespace stacktag::cli {

/// Of long lists the beginning, and how many more there are.
void print_vocabulary(study::Learned const& learned, std::ostream& out);

}  // namespace stacktag::cli
