// SPDX-License-Identifier: Apache-2.0
// The answer of DetectLabels as labels.
// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html
#pragma once

#include <string_view>

#include "flow/labels.h"
#include "stacktag/result.h"

namespace stacktag::rekognition {

/// Best first. Lenient: a label without a name is passed over, what is missing stays empty.
/// Error: `labeler_unavailable` where the body is not the JSON object it should be.
Result<Labels> decode_labels(std::string_view body);

}  // namespace stacktag::rekognition
