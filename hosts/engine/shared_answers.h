// SPDX-License-Identifier: Apache-2.0
// The same picture in several assets that are worked on at the same time is asked about once: the
// ledger knows of it only afterwards.
#pragma once

#include <memory>

#include "ports/labeler.h"

namespace stacktag {

/// Who asks what is being asked waits for that answer, at no cost; one that fails is not shared.
/// Answers are kept for a little while, until they stand in the ledger. Safe to use from several
/// threads.
std::unique_ptr<Labeler> make_shared_answers(std::unique_ptr<Labeler> engine);

}  // namespace stacktag
