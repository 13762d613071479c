// SPDX-License-Identifier: Apache-2.0
// Rows of text whose columns stand below one another.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "stacktag/clock.h"

namespace stacktag::cli {

using TableRow = std::vector<std::string>;

/// The rows as lines, printable; a row may be shorter than the others.
std::vector<std::string> table_lines(std::vector<TableRow> const& rows);
void print_table(std::vector<TableRow> const& rows, std::ostream& out);

/// As "2026-03-01 12:00:00", in UTC.
std::string moment(WallTime time);

/// As much of it as `width` columns of a terminal take; it must be printable.
std::string cut_to(std::string const& text, std::size_t width);

/// The text, or "-" where it is empty.
std::string or_dash(std::string const& text);

}  // namespace stacktag::cli
