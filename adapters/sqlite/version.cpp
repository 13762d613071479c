// SPDX-License-Identifier: Apache-2.0
#include "sqlite/version.h"

#include <sqlite3.h>

namespace stacktag::sqlite {

std::string library_version() {
  return std::string("SQLite/") + sqlite3_libversion();
}

}  // namespace stacktag::sqlite
