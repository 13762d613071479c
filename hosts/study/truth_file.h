// SPDX-License-Identifier: Apache-2.0
// Pictures and the tags that people gave them, as a table: a CSV file with the columns picture and
// tags.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacktag/result.h"

namespace stacktag::study {

struct Truth {
  std::string picture{};  ///< as the file has it
  std::vector<std::string> tags{};

  bool operator==(Truth const&) const = default;
};

/// The first line names the columns, of which others may stand there, too; tags are separated by
/// '|'. A cell may be in quotes (RFC 4180). Error: `bad_configuration`, with the line.
Result<std::vector<Truth>> parse_truth(std::string_view csv);

}  // namespace stacktag::study
