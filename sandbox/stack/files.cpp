// SPDX-License-Identifier: Apache-2.0
#include "stack/files.h"

#include <algorithm>
#include <charconv>

#include "raster/raster.h"
#include "stack/replies.h"

namespace stacktag::sandbox {
namespace {

constexpr int k_side_max = 8192;

// /v3/assets/{api_key}/{asset}/{file}/{name}
std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> found;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    auto const end = std::min(path.find('/'), path.size());
    found.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return found;
}

std::optional<int> pixels(Request const& request, std::string const& name) {
  auto const found = request.query.find(name);
  if (found == request.query.end()) {
    return k_side_max;
  }
  int value = 0;
  auto const* end = found->second.data() + found->second.size();
  bool const good = std::from_chars(found->second.data(), end, value).ptr == end;
  return good && value >= 1 && value <= k_side_max ? std::optional(value) : std::nullopt;
}

Reply rendition(StoredFile const& file, Request const& request) {
  auto const width = pixels(request, "width");
  auto const height = pixels(request, "height");
  auto const format = request.query.find("format");
  bool const jpeg =
      format == request.query.end() || format->second == "jpg" || format->second == "pjpg";
  if (!width || !height || !jpeg) {
    return error_reply(422, 0, "The sandbox makes JPEGs with width and height only.", "format");
  }
  constexpr int k_quality = 80;
  auto made = raster::to_jpeg(file.content, *width, *height, k_quality);
  if (!made) {
    return error_reply(422, 0, "The file is no picture that can be converted.", "upload");
  }
  return {.headers = {{"Content-Type", "image/jpeg"}}, .body = *std::move(made)};
}

}  // namespace

bool is_file_path(std::string_view path) {
  return path.starts_with("/v3/assets/") && segments(path).size() == 6;
}

bool is_rendition(Request const& request) {
  return request.query.contains("width") || request.query.contains("height") ||
         request.query.contains("format");
}

Reply answer_file(Library const& library, Request const& request) {
  auto const parts = segments(request.path);
  auto const file = library.file(parts[4]);
  if (!file) {
    return error_reply(404, 0, "The file was not found.");
  }
  if (is_rendition(request)) {
    return rendition(*file, request);
  }
  return {.headers = {{"Content-Type", file->content_type}}, .body = file->content};
}

}  // namespace stacktag::sandbox
