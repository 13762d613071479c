// SPDX-License-Identifier: Apache-2.0
// The server: the parts it is made of, from its settings to its end.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::server {

struct Served {
  bool well = true;                     ///< it served, and ended because it was asked to
  std::vector<std::string> mistakes{};  ///< why it did not start
};

/// Serves until SIGTERM or SIGINT; SIGHUP reads the certificates again. Log lines go to `log`. To
/// be called before any thread is started.
Served serve(Environment environment, http::Client& client, Clock& clock, std::FILE* log);

}  // namespace stacktag::server
