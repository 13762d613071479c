// SPDX-License-Identifier: Apache-2.0
// Whatever a server says of itself, no line that `stacktag top` shows commands the terminal, and
// each can be cut to its width.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "cli/columns.h"
#include "cli/printable.h"
#include "cli/text_table.h"
#include "cli/top_view.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  auto const stats = json::parse({reinterpret_cast<char const*>(bytes), size});
  if (!stats) {
    return 0;
  }
  for (auto const& line : cli::top_lines(*stats, "http://127.0.0.1:8080")) {
    if (line != cli::printable(line) || cli::columns(cli::cut_to(line, 40)) > 40) {
      std::abort();
    }
  }
  return 0;
}
