// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments_study.h"

#include <limits>
#include <utility>

#include "cli/shared_options.h"

namespace stacktag::cli {
namespace {

constexpr int k_count_max = std::numeric_limits<int>::max();
constexpr int k_threads_max = 64;

std::string check_share(std::string const& text) {
  double value = 0;
  return CLI::detail::lexical_cast(text, value) && value > 0 && value <= 1
             ? ""
             : "the precision is a number above 0 and up to 1, not " + text;
}

void add_scope(CLI::App& command, StudyScope& scope) {
  add_stack(command, scope.stack);
  add_branch(command, scope.branch);
  add_folder(command, scope.folder);
  add_changed_since(command, scope.since);
  add_store(command, scope.store);
}

void add_vocabulary(CLI::App& app, StudyWords& words) {
  auto& command = *app.add_subcommand(
      "vocabulary",
      "Learn the house's words from the tags that people gave to a stack's assets, and\n"
      "propose a vocabulary and renames for stacktag.toml. Writes nothing to the stack.");
  auto& asked = words.vocabulary;
  add_scope(command, asked.scope);
  command.add_option("--min-count", asked.assets_min, "Assets that a word of the vocabulary needs")
      ->check(CLI::Range(1, k_count_max))
      ->option_text("1.. [" + std::to_string(asked.assets_min) + "]");
  command.add_option("--output", asked.output, "Write the proposal there; it must not exist")
      ->type_name("FILE.toml");
  command.add_flag("--json", words.json, "Everything, as one JSON object");
}

void add_engine_of_eval(CLI::App& command, StudyWords& words) {
  command.add_option("--engine", words.engine, "Instead of STACKTAG_ENGINE, with --truth")
      ->check(CLI::IsMember({"rekognition", "local"}))
      ->needs("--truth");
  command
      .add_option("--jobs", words.eval.jobs,
                  "Pictures that are looked at side by side; 0: as many as there are cores")
      ->check(CLI::Range(0, k_threads_max))
      ->option_text("0.." + std::to_string(k_threads_max) + " [" + std::to_string(words.eval.jobs) +
                    "]")
      ->needs("--truth");
}

void add_pictures(CLI::App& command, StudyWords& words) {
  auto* const truth =
      command
          .add_option("--truth", words.eval.truth,
                      "Pictures on disk instead of a stack: columns picture and tags, the tags "
                      "separated by |")
          ->type_name("FILE.csv");
  command.add_option("--pictures", words.eval.pictures, "Where they are; else beside the CSV file")
      ->type_name("FOLDER")
      ->needs(truth);
  add_engine_of_eval(command, words);
  for (auto const* const name : {"--stack", "--branch", "--folder", "--since", "--store"}) {
    truth->excludes(command.get_option(name));
  }
  command
      .add_flag("--label", words.label,
                "Let the engine look at assets that the store does not know; it costs")
      ->excludes(truth);
}

void add_eval(CLI::App& app, StudyWords& words) {
  auto& command = *app.add_subcommand(
      "eval",
      "Measure engine and rules against tags that people gave: precision and recall by\n"
      "threshold and by label, and the threshold for a precision. Writes no tags.");
  auto& asked = words.eval;
  add_scope(command, asked.scope);
  add_pictures(command, words);
  command.add_option("--target-precision", asked.target, "What the recommended threshold reaches")
      ->check(check(check_share))
      ->option_text("0..1 [" + CLI::detail::to_string(asked.target) + "]");
  command.add_option("--limit", asked.count_max, "How many are looked at, at most")
      ->check(CLI::Range(1, k_count_max))
      ->option_text("1..");
  command.add_option("--csv", asked.csv, "Write all numbers there")->type_name("FILE");
  command.add_option("--svg", asked.svg, "Draw precision and recall there")->type_name("FILE");
  command.add_flag("--json", words.json, "Everything, as one JSON object");
}

}  // namespace

void add_study(CLI::App& app, StudyWords& words) {
  add_vocabulary(app, words);
  add_eval(app, words);
}

std::optional<StudyCommand> study_command(CLI::App const& app, StudyWords words) {
  auto const format = words.json ? Format::json : Format::table;
  if (app.got_subcommand("vocabulary")) {
    words.vocabulary.format = format;
    return std::move(words.vocabulary);
  }
  if (app.got_subcommand("eval")) {
    auto& eval = words.eval;
    eval.format = format;
    eval.unknown = words.label ? UnknownAssets::label : UnknownAssets::leave_out;
    if (!words.engine.empty()) {
      eval.engine = words.engine == "local" ? Engine::local : Engine::rekognition;
    }
    return std::move(eval);
  }
  return std::nullopt;
}

}  // namespace stacktag::cli
