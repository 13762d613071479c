// SPDX-License-Identifier: Apache-2.0
// The commands of those who run a server.
#pragma once

#include <optional>
#include <string>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace stacktag::cli {

struct OperatorWords {
  QueueArguments queue{};
  LedgerArguments ledger{};
  TopArguments top{};
  std::string state{};
  bool all = false;
  bool yes = false;
  bool json = false;
};

void add_operators(CLI::App& app, OperatorWords& words);

/// Nothing where the command is another one.
std::optional<Arguments> operator_arguments(CLI::App const& app, OperatorWords words);

}  // namespace stacktag::cli
