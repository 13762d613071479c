// SPDX-License-Identifier: Apache-2.0
// Core's wish to do several things at the same time, granted by threads.
#pragma once

#include <memory>

#include "ports/overlap.h"

namespace stacktag {

/// The first task runs on the calling thread. Where a task throws against its promise, the others
/// still end, and the exception goes to the caller instead of ending the process.
std::unique_ptr<Overlap> make_threads();

}  // namespace stacktag
