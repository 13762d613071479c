// SPDX-License-Identifier: Apache-2.0
// A folder for the files of one test.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace stacktag::aws {

class Folder final {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "stacktag-aws-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(folder_); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  std::string path(std::string_view name) const { return (folder_ / name).string(); }

  /// The path of the file that now holds `text`.
  std::string write(std::string_view name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace stacktag::aws
