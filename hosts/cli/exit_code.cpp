// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.h"

#include <ostream>

#include "cli/printable.h"

namespace stacktag::cli {
namespace {

int weight(ExitCode code) {
  switch (code) {
    case ExitCode::well:
      return 0;
    case ExitCode::rejected:
      return 1;
    case ExitCode::failed:
      return 2;
    case ExitCode::mistaken:
      return 3;
    case ExitCode::interrupted:
      return 4;
  }
  return 4;
}

}  // namespace

ExitCode exit_code_of(Reason reason) {
  switch (facts(reason).outcome) {
    case Outcome::tagged:
    case Outcome::unchanged:
    case Outcome::skipped:
      return ExitCode::well;
    case Outcome::rejected:
      return ExitCode::rejected;
    case Outcome::failed:
      break;
  }
  if (reason == Reason::internal) {
    return ExitCode::failed;  // ours to mend, not the user's
  }
  return facts(reason).kind == ErrorKind::retry ? ExitCode::failed : ExitCode::mistaken;
}

ExitCode graver(ExitCode a, ExitCode b) {
  return weight(a) < weight(b) ? b : a;
}

ExitCode tell_mistakes(std::ostream& err, std::vector<std::string> const& mistakes) {
  err << "stacktag: the configuration has mistakes:\n";
  for (auto const& mistake : mistakes) {
    err << "  " << printable(mistake) << '\n';
  }
  return ExitCode::mistaken;
}

}  // namespace stacktag::cli
