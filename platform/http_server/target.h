// SPDX-License-Identifier: Apache-2.0
// The target of a request, taken apart strictly.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace stacktag::http {

struct Target {
  std::string path{};
  std::map<std::string, std::string> query{};

  bool operator==(Target const&) const = default;
};

/// Only of the form "/path?query": this is no proxy. Nothing where an escape is broken, a byte is
/// none of a URL's, or the decoded path has a control character or a segment "." or "..".
std::optional<Target> decode_target(std::string_view target);

}  // namespace stacktag::http
