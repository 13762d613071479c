// SPDX-License-Identifier: Apache-2.0
// What a command of the command line may touch, handed in so that tests own it.
#pragma once

#include <iosfwd>

#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::cli {

struct Console {
  Environment const& environment;
  http::Client& client;
  Clock& clock;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  int out_columns = 0;  ///< of the terminal that `out` is; 0 where it is none
  int err_columns = 0;
};

}  // namespace stacktag::cli
