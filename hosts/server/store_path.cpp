// SPDX-License-Identifier: Apache-2.0
#include "server/store_path.h"

namespace stacktag::server {

std::string store_path(Environment const& environment) {
  if (auto const path = environment.get("STACKTAG_STORE")) {
    return *path;
  }
  auto const folder = environment.get_or("STATE_DIRECTORY", ".");
  // Several folders are separated by colons.
  return folder.substr(0, folder.find(':')) + "/stacktag.db";
}

}  // namespace stacktag::server
