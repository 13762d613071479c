// SPDX-License-Identifier: Apache-2.0
#include "cli/consent.h"

#include <istream>
#include <ostream>

namespace stacktag::cli {

Reply ask(Console const& console, std::string const& question) {
  if (console.err_columns <= 0) {
    return Reply::nobody;
  }
  console.err << question << " [y/N] " << std::flush;
  std::string line;
  std::getline(console.in, line);
  return line == "y" || line == "Y" || line == "yes" ? Reply::yes : Reply::no;
}

}  // namespace stacktag::cli
