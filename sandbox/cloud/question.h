// SPDX-License-Identifier: Apache-2.0
// A request to Rekognition, read as strictly as the service does.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "flow/image.h"
#include "flow/label_query.h"
#include "http/server.h"

namespace stacktag::sandbox {

struct Question {
  Image image{};
  /// Asks the engine for as many labels as there may be: the filters come first, as at the service.
  LabelQuery query{};
  std::size_t labels_max = 1000;
  std::vector<std::string> attributes{};  ///< of faces, as they are asked for
};

/// The picture and what is asked of it, or the answer that refuses them. `operation` is one of
/// those that the sandbox has.
tl::expected<Question, Reply> read_question(std::string const& operation, std::string const& body);

}  // namespace stacktag::sandbox
