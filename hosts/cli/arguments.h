// SPDX-License-Identifier: Apache-2.0
// The command line as values.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "cli/arguments_format.h"
#include "cli/arguments_library.h"
#include "cli/arguments_study.h"
#include "cli/exit_code.h"
#include "delivery/settings.h"
#include "flow/features.h"
#include "flow/pipeline.h"
#include "http/client.h"
#include "queue/job.h"

namespace stacktag::cli {

enum class Explain { no, yes };
enum class AuthCheck { leave_out, ask };

struct TagArguments {
  std::vector<std::string> pictures{};  ///< files, folders or https URLs
  std::optional<Engine> engine{};
  std::optional<double> confidence_min{};
  std::optional<int> tags_max{};
  std::string annotate{};  ///< the folder for pictures with what was found drawn on them; or none
  int jobs = 1;            ///< pictures that are looked at side by side; 0: as many as cores
  Features features{};     ///< empty: those of the environment
  bool cost = false;       ///< whether to say what it cost
  Format format = Format::table;
  Explain explain = Explain::no;
};

struct DeliverArguments {
  std::string body{};  ///< a file, or - for standard input
  std::optional<Engine> engine{};
  WriteMode mode = WriteMode::write;
  AuthCheck auth = AuthCheck::leave_out;
  std::vector<http::Header> headers{};
  Format format = Format::table;
};

enum class ModelsAction { list, pull, verify, remove };

struct ModelsArguments {
  ModelsAction action = ModelsAction::list;
  std::vector<std::string> names{};
  std::string picture{};   ///< a file of the user's to test a network by
  std::string expected{};  ///< the label that it must get
};

struct RulesArguments {
  std::string file{};
};

/// All of it stands in the environment and in stacktag.toml.
struct ServeArguments {};

enum class QueueAction { list, show, retry, drop };

struct QueueArguments {
  QueueAction action = QueueAction::list;
  std::vector<JobId> jobs{};  ///< empty: all that the rest lets through
  std::optional<JobState> state{};
  std::string stack{};  ///< its name or its API key; empty: any
  std::string asset{};
  JobId before = 0;
  int count_max = 50;
  Consent consent = Consent::asked_for;  ///< to drop
  std::string store{};                   ///< empty: where the server has it
  Format format = Format::table;
};

struct LedgerArguments {
  std::string asset{};
  std::string store{};
  Format format = Format::table;
};

struct TopArguments {
  std::string url = "http://127.0.0.1:8080";
  double interval_seconds = 2;
  bool once = false;  ///< print it, and leave
};

struct SetupArguments {
  std::string url{};
  std::string name = "stacktag";
  std::vector<std::string> branches{};  ///< empty: those of the configuration
  std::string notify{};
  std::string stack{};  ///< its name or its API key; empty: the only one
  Consent consent = Consent::asked_for;
  WriteMode mode = WriteMode::write;
  bool rewrites_password = false;
  Format format = Format::table;
};

struct DoctorArguments {
  std::string url{};  ///< empty: wherever the stack's webhook delivers to
  std::string stack{};
  bool is_read_only = false;
  Format format = Format::table;
};

using Arguments = std::variant<TagArguments, DeliverArguments, ModelsArguments, RulesArguments,
                               ServeArguments, QueueArguments, LedgerArguments, TopArguments,
                               PlanArguments, ApplyArguments, BackfillArguments, UndoArguments,
                               SetupArguments, DoctorArguments, VocabularyArguments, EvalArguments>;

/// Where the command line asks for no command: help, the version, or a mistake.
struct Ending {
  ExitCode code = ExitCode::well;
  std::string text{};
};

/// `words` are the arguments behind the program's name.
tl::expected<Arguments, Ending> read_arguments(std::vector<std::string> words);

}  // namespace stacktag::cli
