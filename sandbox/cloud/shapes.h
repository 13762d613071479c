// SPDX-License-Identifier: Apache-2.0
// What an engine has found, in the shape of each of Rekognition's answers.
#pragma once

#include <string>

#include "cloud/question.h"
#include "flow/labels.h"
#include "json/json.h"

namespace stacktag::sandbox {

/// `found` has what the question asks for, and may have more.
json::Json shape(std::string const& operation, Question const& question, Labels const& found);

}  // namespace stacktag::sandbox
