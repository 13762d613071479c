// SPDX-License-Identifier: Apache-2.0
// Colours and quality of a picture as `stacktag tag --json` shows them.
#pragma once

#include "flow/image_properties.h"
#include "json/json.h"

namespace stacktag::cli {

json::OrderedJson properties_json(ImageProperties const& properties);

}  // namespace stacktag::cli
