// SPDX-License-Identifier: Apache-2.0
// Lists of words for tests, from the golden folder or from memory.
#pragma once

#include <map>
#include <string>

#include "rules_file/rules_file.h"

namespace stacktag::rules_file {

inline ListSource golden_lists() {
  return [](std::string const& file) {
    return read_whole(std::string(STACKTAG_GOLDEN "/rules/") + file);
  };
}

inline ListSource lists_in_memory(std::map<std::string, std::string> files = {}) {
  return [files = std::move(files)](std::string const& file) -> Result<std::string> {
    auto const found = files.find(file);
    if (found == files.end()) {
      return fail(Reason::bad_configuration, "there is no such file");
    }
    return found->second;
  };
}

}  // namespace stacktag::rules_file
