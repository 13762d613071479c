// SPDX-License-Identifier: Apache-2.0
// The parts of a multipart/form-data body: https://www.rfc-editor.org/rfc/rfc7578
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag::sandbox {

struct Part {
  std::string name{};
  std::string filename{};  ///< empty for a plain field
  std::string content_type{};
  std::string content{};
};

/// Nothing where the content type names no boundary or the body does not follow it.
std::optional<std::vector<Part>> parse_multipart(std::string_view content_type,
                                                 std::string_view body);

}  // namespace stacktag::sandbox
