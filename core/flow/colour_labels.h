// SPDX-License-Identifier: Apache-2.0
// From the colours of a picture to labels, the same for every engine.
#pragma once

#include <vector>

#include "flow/image_properties.h"
#include "flow/labels.h"

namespace stacktag {

/// A simplified colour that has a smaller share of the pixels is no label.
inline constexpr double colour_label_percent_min = 10;

/// One label for each simplified colour of the whole picture ("Red", "Gray"), most pixels first, in
/// category "Colors". Colours of one simplified name count together. The confidence follows from
/// the share of the pixels: 70 at 20 %, so that this is what a threshold of 70 asks for, and 99
/// from 60 % on.
std::vector<Label> colour_labels(ImageProperties const& properties);

}  // namespace stacktag
