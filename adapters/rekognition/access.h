// SPDX-License-Identifier: Apache-2.0
// May we ask Rekognition, and is it there? Found out by questions that cost nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/label_query.h"
#include "rekognition/labeler.h"

namespace stacktag::rekognition {

struct OperationAccess {
  std::string operation{};         ///< DetectLabels
  std::optional<Error> refusal{};  ///< nothing where it may be asked

  bool operator==(OperationAccess const&) const = default;
};

/// Asks each operation that `query` needs, in its full form, to look at two bytes that are no
/// picture. Whoever may ask is told so (InvalidImageFormatException), which is not paid for;
/// whoever may not is refused before anything is looked at.
std::vector<OperationAccess> check_access(Options const& options,
                                          aws::CredentialsProvider& credentials,
                                          http::Client& client, Clock& clock,
                                          LabelQuery const& query, Deadline const& deadline);

}  // namespace stacktag::rekognition
