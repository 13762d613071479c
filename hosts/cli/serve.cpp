// SPDX-License-Identifier: Apache-2.0
#include "cli/serve.h"

#include <cstdio>

#include "server/serve.h"

namespace stacktag::cli {

ExitCode serve(Console const& console) {
  auto const served = server::serve(console.environment, console.client, console.clock, stdout);
  return served.well ? ExitCode::well : tell_mistakes(console.err, served.mistakes);
}

}  // namespace stacktag::cli
