// SPDX-License-Identifier: Apache-2.0
#include "cli/pictures.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

namespace fs = std::filesystem;

bool is_picture(fs::path const& path) {
  static constexpr std::array<std::string_view, 15> k_suffixes{
      ".jpg",  ".jpeg", ".jpe",  ".png", ".webp", ".gif", ".avif", ".heic",
      ".heif", ".tif",  ".tiff", ".jxl", ".jp2",  ".j2k", ".bmp"};
  auto const suffix = lower(path.extension().string());
  return std::ranges::find(k_suffixes, suffix) != k_suffixes.end();
}

bool is_hidden(fs::path const& path) {
  return path.filename().string().starts_with('.');
}

// What may not be read is passed over, as a link to another folder is.
std::vector<std::string> pictures_in(std::string const& folder) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (is_hidden(at->path())) {
      at.disable_recursion_pending();
    } else if (is_picture(at->path()) && at->is_regular_file(error)) {
      found.push_back(at->path().string());
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

std::vector<std::string> all_pictures(std::vector<std::string> const& names) {
  std::vector<std::string> all;
  for (auto const& name : names) {
    std::error_code ignored;
    auto const inside =
        fs::is_directory(name, ignored) ? pictures_in(name) : std::vector<std::string>{};
    if (inside.empty()) {
      all.push_back(name);
    }
    all.insert(all.end(), inside.begin(), inside.end());
  }
  return all;
}

}  // namespace stacktag::cli
