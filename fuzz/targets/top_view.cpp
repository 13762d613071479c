// SPDX-License-Identifier: Apache-2.0
// Whatever a server says of itself, no line that `stacktag top` shows commands the terminal, and
// each can be cut to its width.

#include "cli/top_view.h"
#include "cli/columns.h"
#include "cli/printable.h"
#include "cli/text_table.h"
#include "fuzz/target.h"

namespace stacktag::fuzz {

FUZZ_TARGET(top_view) {
  auto const stats = json::parse(text);
  if (!stats) {
    return;
  }
  for (auto const& line : cli::top_lines(*stats, "http://127.0.0.1:8080")) {
    hold(line == cli::printable(line));
    hold(cli::columns(cli::cut_to(line, 40)) <= 40);
  }
}

}  // namespace stacktag::fuzz
