// SPDX-License-Identifier: Apache-2.0
#include "server/secret_file.h"

#include <array>
#include <fstream>
#include <string_view>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::server {
namespace {

struct Secret {
  char const* file;
  char const* variable;
};

constexpr std::array k_secrets{
    Secret{"CONTENTSTACK_STACK_MANAGEMENT_TOKEN_FILE", "CONTENTSTACK_STACK_MANAGEMENT_TOKEN"},
    Secret{"STACKTAG_API_TOKEN_FILE", "STACKTAG_API_TOKEN"},
};

std::string read(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(limits::secret_file_bytes_max, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return std::string(trim(text));
}

}  // namespace

void read_secret_files(Environment& environment, std::vector<std::string>& mistakes) {
  for (auto const& [name, variable] : k_secrets) {
    auto const path = environment.get(name);
    if (!path) {
      continue;
    }
    auto secret = read(*path);
    if (secret.empty()) {
      mistakes.push_back(std::string(name) + ": " + *path + " cannot be read, or is empty");
    } else {
      environment.set(variable, std::move(secret));
    }
  }
}

}  // namespace stacktag::server
