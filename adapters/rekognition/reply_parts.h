// SPDX-License-Identifier: Apache-2.0
// What the answers of several operations have in common.
#pragma once

#include <string>
#include <string_view>

#include "flow/labels.h"
#include "json/json.h"
#include "stacktag/result.h"

namespace stacktag::rekognition {

Result<json::Json> parse_reply(std::string_view body);

/// Of an object with a BoundingBox.
Box box_of(json::Json const& item);

/// Puts the label there; where one of its name is there already, only its instances, and the higher
/// confidence of the two.
void put(Labels& labels, Label label);

void sort_best_first(Labels& labels);

}  // namespace stacktag::rekognition
