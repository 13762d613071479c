// SPDX-License-Identifier: Apache-2.0
// The store's tables.
#pragma once

#include <cstdint>
#include <string>

#include "sqlite/connection.h"

namespace stacktag::sqlite {

/// Makes the tables of a new file, and sets how the connection writes: WAL, a flush with each
/// commit, no more than `bytes_max` (0: no limit). Error: `bad_configuration` for a file that a
/// newer stacktag made, that is damaged or that cannot be written.
Result<void> prepare(Connection& connection, std::uintmax_t bytes_max, bool look_through);

}  // namespace stacktag::sqlite
