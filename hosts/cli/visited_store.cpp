// SPDX-License-Identifier: Apache-2.0
#include "cli/visited_store.h"

#include <ostream>

#include "cli/printable.h"
#include "cli/tag_output.h"
#include "server/store_path.h"

namespace stacktag::cli {

Result<std::unique_ptr<sqlite::Store>> visit_store(std::string const& path,
                                                   Console const& console) {
  return sqlite::open_store({.path = path.empty() ? server::store_path(console.environment) : path,
                             .run = "visit",
                             .purpose = sqlite::Purpose::visit},
                            console.clock);
}

ExitCode tell_error(Console const& console, std::string const& what, Error const& error) {
  console.err << "stacktag: " << (what.empty() ? "" : printable(what) + ": ")
              << printable(sentence(error)) << '\n';
  return exit_code_of(error.reason);
}

}  // namespace stacktag::cli
