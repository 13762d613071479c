// SPDX-License-Identifier: Apache-2.0
#include "cli/text_table.h"

#include <algorithm>
#include <ostream>

#include "cli/columns.h"
#include "cli/printable.h"
#include "log/log.h"

namespace stacktag::cli {
namespace {

bool continues_a_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::vector<std::size_t> widths_of(std::vector<TableRow> const& rows) {
  std::vector<std::size_t> widths;
  for (auto const& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], columns(printable(row[i])));
    }
  }
  return widths;
}

}  // namespace

std::vector<std::string> table_lines(std::vector<TableRow> const& rows) {
  auto const widths = widths_of(rows);
  std::vector<std::string> lines;
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      auto const cell = printable(row[i]);
      line += cell;
      if (i + 1 < row.size()) {
        line += std::string(widths[i] - columns(cell) + 2, ' ');
      }
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void print_table(std::vector<TableRow> const& rows, std::ostream& out) {
  for (auto const& line : table_lines(rows)) {
    out << line << '\n';
  }
}

std::string moment(WallTime time) {
  auto text = iso_time(time).substr(0, std::string_view("2026-03-01T12:00:00").size());
  text[text.find('T')] = ' ';
  return text;
}

std::string cut_to(std::string const& text, std::size_t width) {
  if (columns(text) <= width) {
    return text;
  }
  std::size_t end = 0;
  for (std::size_t next = 0; next < text.size();) {
    do {
      ++next;
    } while (next < text.size() && continues_a_character(text[next]));
    if (columns(std::string_view(text).substr(0, next)) > width) {
      break;
    }
    end = next;
  }
  return text.substr(0, end);
}

std::string or_dash(std::string const& text) {
  return text.empty() ? "-" : text;
}

}  // namespace stacktag::cli
