// SPDX-License-Identifier: Apache-2.0
#include "cli/new_file.h"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace stacktag::cli {

Result<void> check_new_file(std::string const& path) {
  std::error_code unknown;
  if (!path.empty() && std::filesystem::exists(std::filesystem::symlink_status(path, unknown))) {
    return fail(Reason::bad_configuration,
                "there is such a file already, and it is not written over: give another name, or "
                "move it away");
  }
  return {};
}

Result<void> write_new_file(std::string const& path, std::string const& text) {
  TRY_VOID(check_new_file(path));
  return write_file(path, text);
}

Result<void> write_file(std::string const& path, std::string const& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return file ? Result<void>() : fail(Reason::bad_configuration, "it cannot be written");
}

}  // namespace stacktag::cli
