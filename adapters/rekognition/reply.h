// SPDX-License-Identifier: Apache-2.0
// The answers of the five operations as labels, one function each. All are lenient: what has no
// name is passed over, what is missing stays empty. Best first. Error: `labeler_unavailable` where
// the body is not the JSON object it should be.
#pragma once

#include <string_view>

#include "flow/labels.h"
#include "stacktag/result.h"

namespace stacktag::rekognition {

/// Labels; where IMAGE_PROPERTIES were asked for, these and a label for each dominant colour.
/// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html
Result<Labels> decode_labels(std::string_view body);

/// Each with its parents up to the top of the taxonomy.
/// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectModerationLabels.html
Result<Labels> decode_moderation(std::string_view body);

/// Lines of one to three words that have at least three letters or digits: signs, names, titles. A
/// longer line is running text and nobody's tag; a word alone is a piece of its line.
/// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectText.html
Result<Labels> decode_text(std::string_view body);

/// "Face" with the box of each, and "Smile", "Glasses" and "Sunglasses" as they are seen. Never
/// gender or age, also where an answer has them, and no emotion: it cannot be seen in a face.
/// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectFaces.html
Result<Labels> decode_faces(std::string_view body);

/// The names, as sure as the match is.
/// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_RecognizeCelebrities.html
Result<Labels> decode_celebrities(std::string_view body);

}  // namespace stacktag::rekognition
