// SPDX-License-Identifier: Apache-2.0
#include "aws/ini.h"

#include <algorithm>

#include "stacktag/text.h"

namespace stacktag::aws {
namespace {

// A comment behind a value begins with a blank.
std::string_view without_comment(std::string_view value) {
  for (auto const mark : {" #", " ;", "\t#", "\t;"}) {
    value = value.substr(0, value.find(mark));
  }
  return trim(value);
}

}  // namespace

Ini parse_ini(std::string_view text) {
  Ini ini;
  Section* section = nullptr;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    bool const indented = line.starts_with(' ') || line.starts_with('\t');
    auto const content = trim(line);
    if (content.empty() || content.front() == '#' || content.front() == ';' || indented) {
      continue;
    }
    if (content.front() == '[') {
      auto const name = trim(content.substr(1, content.find(']') - 1));
      section = &ini[std::string(name)];
      continue;
    }
    auto const equals = content.find('=');
    if (section != nullptr && equals != std::string_view::npos) {
      section->insert_or_assign(std::string(trim(content.substr(0, equals))),
                                std::string(without_comment(content.substr(equals + 1))));
    }
  }
  return ini;
}

}  // namespace stacktag::aws
