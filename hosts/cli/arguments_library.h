// SPDX-License-Identifier: Apache-2.0
// The commands for a library of images that is there already.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/arguments_format.h"

namespace CLI {
class App;
}

namespace stacktag::cli {

/// What all of them have.
struct LibraryArguments {
  std::string stack{};               ///< its name in stacktag.toml; empty: the only one
  std::string branch{};              ///< empty: the main one
  std::string store{};               ///< empty: where the server has it
  int jobs = 16;                     ///< assets that are worked on side by side
  std::optional<double> cost_max{};  ///< US dollars, of this run
  Consent consent = Consent::asked_for;
  bool must_ask = false;  ///< an answer has to come from a person
  Format format = Format::table;
};

struct FilterArguments {
  std::string folder{};
  bool untagged = false;
  std::string since{};  ///< ISO 8601 in UTC
  std::vector<std::string> filenames{};
  std::vector<std::string> content_types{};
  std::string query{};
  std::optional<int> assets_max{};
  bool model_changed = false;
  bool rules_changed = false;
};

enum class PlanDepth {
  label,     ///< pictures that are not known are looked at
  no_label,  ///< a plan of what is known
  estimate,  ///< no plan at all, only numbers
};

struct PlanArguments {
  LibraryArguments library{};
  FilterArguments filter{};
  PlanDepth depth = PlanDepth::label;
  std::string output = "stacktag-plan.jsonl";
  std::string html{};  ///< a page of the plan; empty: none
};

struct BackfillArguments {
  LibraryArguments library{};
  FilterArguments filter{};
};

struct ApplyArguments {
  LibraryArguments library{};
  std::string plan{};
  bool plan_again = false;  ///< what was changed since; else it is skipped
  std::optional<int> assets_max{};
};

struct UndoArguments {
  LibraryArguments library{};
  bool list = false;  ///< the runs that can be taken back
  std::string run{};
  std::string asset{};
  std::string tag{};
  std::string model{};
  std::string since{};
  std::string until{};
  std::string plan{};  ///< only written there; empty: done at once
};

using LibraryCommand =
    std::variant<PlanArguments, BackfillArguments, ApplyArguments, UndoArguments>;

struct LibraryWords {
  PlanArguments plan{};
  BackfillArguments backfill{};
  ApplyArguments apply{};
  UndoArguments undo{};
  std::string when_changed{};
  bool estimate = false;
  bool no_label = false;
  bool json = false;
  bool yes = false;
};

void add_library(CLI::App& app, LibraryWords& words);

/// Nothing where the command is another one.
std::optional<LibraryCommand> library_command(CLI::App const& app, LibraryWords words);

}  // namespace stacktag::cli
