// SPDX-License-Identifier: Apache-2.0
// What a command of the command line may touch, handed in so that tests own it.
#pragma once

#include <functional>
#include <iosfwd>

#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::cli {

struct ScreenSize {
  int columns = 80;
  int rows = 24;
};

struct Console {
  Environment const& environment;
  http::Client& client;
  Clock& clock;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  int out_columns = 0;  ///< of the terminal that `out` is; 0 where it is none
  int err_columns = 0;
  std::function<ScreenSize()> screen{};  ///< of `out` as it is now; empty where it is no terminal
};

}  // namespace stacktag::cli
