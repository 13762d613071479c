// SPDX-License-Identifier: Apache-2.0
#include "study/truth_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "stacktag/text.h"

namespace stacktag::study {
namespace {

using Row = std::vector<std::string>;

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

// A table cell by cell.
class Cells {
 public:
  explicit Cells(std::string_view csv) : rest_(csv) {}

  bool at_end() const { return rest_.empty(); }
  int line() const { return line_; }  ///< of the row that comes next, from 1

  /// Nothing where a quote is not closed, or text follows one.
  std::optional<Row> row() {
    Row cells;
    for (bool goes_on = true; goes_on;) {
      auto one = starts_with('"') ? quoted() : plain();
      if (!one) {
        return std::nullopt;
      }
      cells.push_back(*std::move(one));
      goes_on = take(',');
    }
    take('\r');
    bool const ends_well = at_end() || take('\n');
    return ends_well ? std::optional(std::move(cells)) : std::nullopt;
  }

 private:
  bool starts_with(char c) const { return !rest_.empty() && rest_.front() == c; }

  bool take(char c) {
    if (!starts_with(c)) {
      return false;
    }
    line_ += c == '\n' ? 1 : 0;
    rest_.remove_prefix(1);
    return true;
  }

  std::string plain() {
    auto const cell = rest_.substr(0, rest_.find_first_of(",\r\n"));
    rest_.remove_prefix(cell.size());
    return std::string(cell);
  }

  std::optional<std::string> quoted() {
    std::string cell;
    take('"');
    while (!at_end()) {
      if (take('"') && !starts_with('"')) {
        return cell;
      }
      cell += rest_.front();
      take(rest_.front());
    }
    return std::nullopt;
  }

  std::string_view rest_;
  int line_ = 1;
};

auto wrong(int line, std::string const& what) {
  return fail(Reason::bad_configuration, "line " + std::to_string(line) + ": " + what);
}

std::vector<std::string> split_tags(std::string_view cell) {
  std::vector<std::string> tags;
  while (!cell.empty()) {
    auto const end = std::min(cell.find('|'), cell.size());
    if (auto const tag = trim(cell.substr(0, end)); !tag.empty()) {
      tags.emplace_back(tag);
    }
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return tags;
}

std::size_t column(Row const& head, std::string_view name) {
  auto const found = std::ranges::find_if(
      head, [name](std::string const& cell) { return same_text(trim(cell), name); });
  return static_cast<std::size_t>(found - head.begin());
}

bool is_blank(Row const& row) {
  return row.size() == 1 && trim(row.front()).empty();
}

}  // namespace

Result<std::vector<Truth>> parse_truth(std::string_view csv) {
  if (csv.starts_with(k_byte_order_mark)) {
    csv.remove_prefix(k_byte_order_mark.size());
  }
  Cells cells(csv);
  auto const head = cells.row().value_or(Row{});
  auto const picture = column(head, "picture");
  auto const tags = column(head, "tags");
  if (picture == head.size() || tags == head.size()) {
    return wrong(1, "it has to name the columns: picture,tags");
  }
  std::vector<Truth> all;
  while (!cells.at_end()) {
    auto const line = cells.line();
    auto const row = cells.row();
    if (!row) {
      return wrong(line, "a quote is not closed, or text stands behind one");
    }
    if (is_blank(*row)) {
      continue;
    }
    if (row->size() != head.size() || trim((*row)[picture]).empty()) {
      return wrong(line, "it needs a picture, and " + std::to_string(head.size()) +
                             " columns as the first line has; put a cell with a comma in quotes");
    }
    all.push_back({std::string(trim((*row)[picture])), split_tags((*row)[tags])});
  }
  return all;
}

}  // namespace stacktag::study
