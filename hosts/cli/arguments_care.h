// SPDX-License-Identifier: Apache-2.0
// The commands that put things in order, and say what is not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace stacktag::cli {

struct CareWords {
  SetupArguments setup{};
  DoctorArguments doctor{};
  bool yes = false;
  bool dry_run = false;
  bool rewrite_password = false;
  bool read_only = false;
  bool json = false;
};

void add_care(CLI::App& app, CareWords& words);

/// Nothing where the command is another one.
std::optional<Arguments> care_arguments(CLI::App const& app, CareWords words);

}  // namespace stacktag::cli
