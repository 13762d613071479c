// SPDX-License-Identifier: Apache-2.0
// Why a picture gets its tags: every label with what became of it and by which rule.
#pragma once

#include <memory>

#include "cli/console.h"
#include "cli/tag_output.h"

namespace stacktag::cli {

std::unique_ptr<TagOutput> make_explanation(Console const& console);

}  // namespace stacktag::cli
