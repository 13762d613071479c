// SPDX-License-Identifier: Apache-2.0
#include "stack/multipart.h"

#include <strings.h>

namespace stacktag::sandbox {
namespace {

// The value of `name="..."` or `name=...` in a header's parameters.
std::string parameter(std::string_view header, std::string const& name) {
  auto const at = header.find("; " + name + "=");
  if (at == std::string_view::npos) {
    return {};
  }
  auto value = header.substr(at + name.size() + 3);
  if (value.starts_with('"')) {
    value.remove_prefix(1);
    return std::string(value.substr(0, value.find('"')));
  }
  return std::string(value.substr(0, value.find(';')));
}

void read_header(Part& part, std::string_view line) {
  auto const colon = line.find(':');
  auto const is = [&](std::string_view name) {
    return colon == name.size() && strncasecmp(line.data(), name.data(), name.size()) == 0;
  };
  if (is("Content-Disposition")) {
    part.name = parameter(line, "name");
    part.filename = parameter(line, "filename");
  } else if (is("Content-Type")) {
    auto const value = line.substr(colon + 1);
    part.content_type = value.substr(std::min(value.find_first_not_of(' '), value.size()));
  }
}

}  // namespace

std::optional<std::vector<Part>> parse_multipart(std::string_view content_type,
                                                 std::string_view body) {
  auto const boundary = parameter(content_type, "boundary");
  if (boundary.empty()) {
    return std::nullopt;
  }
  auto const delimiter = "--" + boundary;
  auto at = body.find(delimiter);
  std::vector<Part> parts;
  while (at != std::string_view::npos) {
    body.remove_prefix(at + delimiter.size());
    if (body.starts_with("--")) {
      return parts;
    }
    body.remove_prefix(std::min<std::size_t>(2, body.size()));
    Part part;
    for (auto end = body.find("\r\n"); end != std::string_view::npos && end > 0;
         end = body.find("\r\n")) {
      read_header(part, body.substr(0, end));
      body.remove_prefix(end + 2);
    }
    body.remove_prefix(std::min<std::size_t>(2, body.size()));
    at = body.find("\r\n" + delimiter);
    if (at == std::string_view::npos) {
      return std::nullopt;
    }
    part.content = body.substr(0, at);
    parts.push_back(std::move(part));
    at += 2;
  }
  return std::nullopt;
}

}  // namespace stacktag::sandbox
