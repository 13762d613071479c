// SPDX-License-Identifier: Apache-2.0
// Which library keeps the store.
#pragma once

#include <string>

namespace stacktag::sqlite {

/// As "SQLite/3.40.1".
std::string library_version();

}  // namespace stacktag::sqlite
