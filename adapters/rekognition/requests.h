// SPDX-License-Identifier: Apache-2.0
// What is asked as the requests that ask it: each feature is an operation of its own, but labels
// and properties come with one call, which costs as much as two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flow/label_query.h"
#include "stacktag/result.h"

namespace stacktag::rekognition {

struct Call {
  std::string_view operation{};  ///< DetectLabels
  Features features{};           ///< that it answers
  std::string body_end{};        ///< what follows the picture in the request's body
  Result<Labels> (*decode)(std::string_view body) = nullptr;
};

/// Every request's body begins with this and the picture in base64.
inline constexpr std::string_view body_head = R"({"Image":{"Bytes":")";

std::vector<Call> calls_for(LabelQuery const& query);

}  // namespace stacktag::rekognition
