// SPDX-License-Identifier: Apache-2.0
// The commands that find something out about a library: its words, and how good engine and rules
// are.
#pragma once

#include <optional>
#include <string>

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace stacktag::cli {

struct StudyWords {
  VocabularyArguments vocabulary{};
  EvalArguments eval{};
  std::string engine{};
  bool label = false;
  bool json = false;
};

void add_study(CLI::App& app, StudyWords& words);

/// Nothing where the command is another one.
std::optional<Arguments> study_arguments(CLI::App const& app, StudyWords words);

}  // namespace stacktag::cli
