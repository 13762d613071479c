// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "cli/arguments_care.h"
#include "cli/arguments_operators.h"
#include "cli/arguments_study.h"
#include "cli/shared_options.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

constexpr int k_jobs_max = 64;

constexpr char const* k_footer = R"(
Examples:
  stacktag tag photo.jpg                     look at a picture and print its tags
  stacktag tag --json *.jpg                  one JSON object per picture, with every label
  stacktag tag --engine local photo.webp     without an account, on this machine
  stacktag tag --annotate out --jobs 0 DIR   a whole folder, with the boxes drawn on each picture
  stacktag deliver --dry-run event.json      show what a webhook's event would write
  stacktag models pull mobilenetv2-1k        bring a network onto this machine
  stacktag tag --explain photo.jpg           for each label: what became of it, by which rule
  stacktag rules check stacktag.toml         every mistake in a file of rules
  stacktag serve                             the server, on 127.0.0.1:8080
  stacktag top                               what the server is doing
  stacktag queue list --state parked         events that wait for a person
  stacktag ledger show blt0123456789abcdef   why an asset has its tags
  stacktag plan                              what would become of the images that are there
  stacktag apply stacktag-plan.jsonl         do what the plan says
  stacktag undo --list                       runs whose tags can be taken back
  stacktag vocabulary --output words.toml    the house's words, from its people's tags
  stacktag eval --truth tagged.csv           how good engine and rules are, by threshold
  curl -s https://... | stacktag deliver -   take an event from standard input
  stacktag setup --url https://HOST/webhook  make the webhook in the stack, or mend it
  stacktag doctor                            what is wrong, and how to mend it

Exit codes:
  0  all well
  1  something failed that may work later, or stacktag itself made a mistake
  2  a mistake in the usage, the configuration or the credentials
  3  the input was rejected
  130  interrupted by Ctrl-C

The environment configures it as it does the Lambda function; see docs/configuration.md.)";

struct Words {
  TagArguments tag{};
  DeliverArguments deliver{};
  std::vector<std::string> features{};
  ModelsArguments models{};
  RulesArguments rules{};
  OperatorWords operators{};
  LibraryWords library{};
  CareWords care{};
  StudyWords study{};
  bool json = false;
  bool explain = false;
  bool dry_run = false;
  bool check_auth = false;
  std::vector<std::string> headers{};
};

std::map<std::string, Engine> const& engines() {
  static std::map<std::string, Engine> const names{{"rekognition", Engine::rekognition},
                                                   {"local", Engine::local}};
  return names;
}

http::Header split_header(std::string const& line) {
  auto const colon = std::min(line.find(':'), line.size());
  auto const value = std::string_view(line).substr(std::min(colon + 1, line.size()));
  return {std::string(trim(std::string_view(line).substr(0, colon))), std::string(trim(value))};
}

std::string check_header(std::string const& line) {
  return split_header(line).name.empty() || line.find(':') == std::string::npos
             ? "a header is written as 'Name: value'"
             : "";
}

// CLI::Range takes what is not a number for a number in range.
std::string check_confidence(std::string const& text) {
  double value = 0;
  return CLI::detail::lexical_cast(text, value) && value >= 0 && value <= 100
             ? ""
             : "the confidence is a number from 0 to 100, not " + text;
}

void add_engine(CLI::App& command, std::optional<Engine>& engine) {
  command.add_option("--engine", engine, "Instead of STACKTAG_ENGINE")
      ->transform(CLI::CheckedTransformer(engines(), CLI::ignore_case))
      ->option_text("rekognition|local");
}

std::string check_feature(std::string const& name) {
  return feature_named(name) ? "" : "there is no feature " + name + "; see --help";
}

std::string all_features() {
  std::string all;
  for (auto const name : feature_names()) {
    all += (all.empty() ? "" : ",") + std::string(name);
  }
  return all;
}

void add_features(CLI::App& command, Words& words) {
  command.add_option("--features", words.features, "Instead of STACKTAG_FEATURES")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(check(check_feature))
      ->option_text(all_features());
  command.add_flag("--cost", words.tag.cost, "Say at the end what the service's calls cost");
}

void add_tag(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand(
      "tag",
      "Label pictures and print the tags they would get. Needs no Contentstack settings.\n"
      "Amazon Rekognition looks at them where AWS credentials and a region are configured,\n"
      "else the engine on this machine does.");
  command.add_option("pictures", words.tag.pictures, "Files, folders or https URLs")
      ->required()
      ->type_name("FILE|FOLDER|URL");
  add_engine(command, words.tag.engine);
  command.add_option("--min-confidence", words.tag.confidence_min, "Instead of MIN_CONFIDENCE")
      ->check(check(check_confidence))
      ->option_text("0..100");
  command.add_option("--max-tags", words.tag.tags_max, "Instead of MAX_TAGS")
      ->check(CLI::Range(1, limits::new_tags_max))
      ->option_text("1.." + std::to_string(limits::new_tags_max));
  command
      .add_option("--annotate", words.tag.annotate,
                  "Write each picture there, with boxes, labels and scores drawn on it")
      ->type_name("FOLDER");
  command
      .add_option("--jobs", words.tag.jobs,
                  "Pictures that are looked at side by side; 0: as many as there are cores")
      ->check(CLI::Range(0, k_jobs_max))
      ->option_text("0.." + std::to_string(k_jobs_max));
  add_features(command, words);
  auto* const json =
      command.add_flag("--json", words.json, "One JSON object per picture, with every label");
  command
      .add_flag("--explain", words.explain,
                "For each label what became of it, and by which rule of stacktag.toml")
      ->excludes(json);
}

void add_rules(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand("rules", "The rules for tags, as stacktag.toml has them.");
  command.require_subcommand(1);
  command.add_subcommand("check", "Tell every mistake in a file of rules, with line and column.")
      ->add_option("file", words.rules.file, "The file")
      ->required()
      ->type_name("FILE");
}

void add_deliver(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand(
      "deliver",
      "Take one webhook body through the whole way, as if Contentstack had sent it.\n"
      "Amazon Rekognition looks at the picture unless another engine is named.");
  command.add_option("body", words.deliver.body, "The body's file, or - for standard input")
      ->required()
      ->type_name("BODY.json|-");
  add_engine(command, words.deliver.engine);
  command.add_flag("--dry-run", words.dry_run, "Show what would be written, and write nothing");
  command.add_flag("--check-auth", words.check_auth,
                   "Ask for the sender's proof that is configured");
  command.add_option("--header", words.headers, "A header of the delivery, for --check-auth")
      ->type_name("'NAME: VALUE'")
      ->check(check(check_header));
  command.add_flag("--json", words.json, "The answer that Contentstack would get");
}

void add_model_names(CLI::App& command, ModelsArguments& models) {
  command.add_option("models", models.names, "Models")->required()->type_name("NAME");
}

void add_lesson(CLI::App& command, ModelsArguments& models) {
  auto* const picture =
      command.add_option("--picture", models.picture, "Test it by this picture of yours")
          ->type_name("FILE");
  auto* const expected =
      command.add_option("--expect", models.expected, "What the network must say of it")
          ->type_name("LABEL");
  picture->needs(expected);
  expected->needs(picture);
}

void add_models(CLI::App& app, Words& words) {
  auto& command = *app.add_subcommand(
      "models",
      "Networks of your choice for the engine on this machine: STACKTAG_MODEL names one.\n"
      "docs/models.md says how to bring one of your own.");
  command.require_subcommand(1);
  command.add_subcommand("list", "Which are here, and which can be pulled");
  auto& pull = *command.add_subcommand("pull", "Bring one here, check it and test it");
  pull.add_option("models", words.models.names, "Models, or URLs of manifests")
      ->required()
      ->type_name("NAME|URL");
  add_lesson(pull, words.models);
  auto& verify = *command.add_subcommand("verify", "Check every file, and test the network");
  add_model_names(verify, words.models);
  add_lesson(verify, words.models);
  add_model_names(*command.add_subcommand("remove", "Delete one from this machine"), words.models);
}

void add_serve(CLI::App& app) {
  app.add_subcommand("serve",
                     "Take webhooks over HTTP and work on them: for teams without AWS Lambda.\n"
                     "Configured by the environment and stacktag.toml; see docs/server.md.");
}

ModelsArguments models_of(CLI::App const& command, ModelsArguments models) {
  models.action = command.got_subcommand("pull")     ? ModelsAction::pull
                  : command.got_subcommand("verify") ? ModelsAction::verify
                  : command.got_subcommand("remove") ? ModelsAction::remove
                                                     : ModelsAction::list;
  return models;
}

Arguments arguments_of(CLI::App const& app, Words words) {
  auto const format = words.json ? Format::json : Format::table;
  if (app.got_subcommand("models")) {
    return models_of(*app.get_subcommand("models"), std::move(words.models));
  }
  if (app.got_subcommand("tag")) {
    words.tag.format = format;
    for (auto const& name : words.features) {
      words.tag.features.insert(feature_named(name).value_or(Feature::labels));
    }
    words.tag.explain = words.explain ? Explain::yes : Explain::no;
    return std::move(words.tag);
  }
  if (app.got_subcommand("rules")) {
    return std::move(words.rules);
  }
  if (app.got_subcommand("serve")) {
    return ServeArguments{};
  }
  if (auto operators = operator_arguments(app, words.operators)) {
    return *std::move(operators);
  }
  if (auto library = library_command(app, words.library)) {
    return std::visit([](auto command) -> Arguments { return command; }, *std::move(library));
  }
  if (auto care = care_arguments(app, words.care)) {
    return *std::move(care);
  }
  if (auto study = study_command(app, words.study)) {
    return std::visit([](auto command) -> Arguments { return command; }, *std::move(study));
  }
  words.deliver.format = format;
  words.deliver.mode = words.dry_run ? WriteMode::dry_run : WriteMode::write;
  words.deliver.auth = words.check_auth ? AuthCheck::ask : AuthCheck::leave_out;
  std::ranges::transform(words.headers, std::back_inserter(words.deliver.headers), split_header);
  return std::move(words.deliver);
}

Ending ending_of(CLI::App const& app, CLI::ParseError const& error) {
  std::ostringstream text;
  auto const code = app.exit(error, text, text);
  return {code == 0 ? ExitCode::well : ExitCode::mistaken, text.str()};
}

}  // namespace

tl::expected<Arguments, Ending> read_arguments(std::vector<std::string> words) {
  CLI::App app("Tags for the images of a Contentstack stack, by what is in the picture.",
               "stacktag");
  Words read;
  app.set_version_flag("--version", "stacktag " STACKTAG_VERSION);
  app.footer(k_footer);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  add_tag(app, read);
  add_deliver(app, read);
  add_models(app, read);
  add_rules(app, read);
  add_serve(app);
  add_operators(app, read.operators);
  add_library(app, read.library);
  add_care(app, read.care);
  add_study(app, read.study);
  std::ranges::reverse(words);  // CLI11 takes them from the back
  try {
    app.parse(words);
  } catch (CLI::ParseError const& error) {
    return tl::unexpected(ending_of(app, error));
  }
  return arguments_of(app, std::move(read));
}

}  // namespace stacktag::cli
