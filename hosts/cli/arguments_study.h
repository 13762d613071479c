// SPDX-License-Identifier: Apache-2.0
// The commands that find something out about a library: its words, and how good engine and rules
// are.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "cli/arguments_format.h"
#include "delivery/settings.h"

namespace CLI {
class App;
}

namespace stacktag::cli {

/// Which assets of a stack a study is of, and where its ledger is.
struct StudyScope {
  std::string stack{};   ///< its name; empty: the only one
  std::string branch{};  ///< empty: the main one
  std::string folder{};
  std::string since{};  ///< ISO 8601 in UTC
  std::string store{};  ///< empty: where the server has it
};

struct VocabularyArguments {
  StudyScope scope{};
  int assets_min = 2;
  std::string output{};
  Format format = Format::table;
};

/// What becomes of assets whose labels the ledger does not know.
enum class UnknownAssets { leave_out, label };

struct EvalArguments {
  StudyScope scope{};
  std::string truth{};     ///< a CSV file of pictures on disk; empty: the stack
  std::string pictures{};  ///< the folder that they are in; empty: that of the CSV file
  std::optional<Engine> engine{};
  int jobs = 1;
  UnknownAssets unknown = UnknownAssets::leave_out;
  double target = 0.9;
  std::optional<int> count_max{};
  std::string csv{};
  std::string svg{};
  Format format = Format::table;
};

using StudyCommand = std::variant<VocabularyArguments, EvalArguments>;

struct StudyWords {
  VocabularyArguments vocabulary{};
  EvalArguments eval{};
  std::string engine{};
  bool label = false;
  bool json = false;
};

void add_study(CLI::App& app, StudyWords& words);

/// Nothing where the command is another one.
std::optional<StudyCommand> study_command(CLI::App const& app, StudyWords words);

}  // namespace stacktag::cli
