// SPDX-License-Identifier: Apache-2.0
// Two engines that look at the same picture, as one.
#pragma once

#include <memory>

#include "ports/labeler.h"

namespace stacktag {

/// Labels of both, best first. Of a label that both find the surer one counts, with the parents and
/// boxes of both. Where either fails, so does the whole: half an answer would look like a full one.
std::unique_ptr<Labeler> make_joint_labeler(std::unique_ptr<Labeler> first,
                                            std::unique_ptr<Labeler> second);

}  // namespace stacktag
