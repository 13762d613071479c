// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_pictures.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/asking.h"
#include "cli/crew.h"
#include "cli/engine.h"
#include "cli/interruption.h"
#include "cli/onlooker.h"
#include "cli/picture.h"
#include "cli/progress.h"
#include "cli/visited_store.h"
#include "delivery/questions.h"
#include "rules/rules.h"
#include "stacktag/limits.h"
#include "study/truth_file.h"
#include "vips/image_preparer.h"

namespace stacktag::cli {
namespace {

// Enough for a threshold of 0: what is thrown away here costs nothing.
constexpr int k_labels_of_each = 100;
constexpr std::size_t k_truth_bytes_max = 64 * limits::mebibyte;

struct EvalSettings {
  Engine engine = Engine::local;
  rekognition::Options rekognition{};
  vips::Options pictures{};
  TagPolicy policy{};
  LabelQuery query{};
};

EvalSettings read_eval_settings(EvalArguments const& arguments, SettingsReader& reader,
                                Console const& console) {
  EvalSettings settings{.engine = choose_engine(arguments.engine, reader, console)};
  if (settings.engine == Engine::rekognition) {
    settings.rekognition = rekognition::read_options(reader);
  }
  settings.pictures = vips::read_options(reader);
  settings.policy = read_general_policy(reader, console);
  auto questions = read_questions(reader);
  check_questions(reader, questions, settings.engine);
  settings.policy.thresholds = questions.thresholds;
  settings.query = enough_for(needs_of(settings.policy), std::move(questions));
  settings.query.confidence_min = 0;
  settings.query.labels_max = std::max(settings.query.labels_max, k_labels_of_each);
  return settings;
}

Result<std::vector<study::Truth>> read_truth(EvalArguments const& arguments,
                                             Console const& console) {
  TRY(auto const text, read_file(arguments.truth, console, k_truth_bytes_max));
  TRY(auto truth, study::parse_truth(text));
  if (truth.empty()) {
    return fail(Reason::bad_configuration, "it names no picture");
  }
  if (arguments.count_max && truth.size() > static_cast<std::size_t>(*arguments.count_max)) {
    truth.resize(static_cast<std::size_t>(*arguments.count_max));
  }
  return truth;
}

std::string place_of(std::string const& picture, EvalArguments const& arguments) {
  if (is_url(picture)) {
    return picture;
  }
  auto const folder = arguments.pictures.empty()
                          ? std::filesystem::path(arguments.truth).parent_path()
                          : std::filesystem::path(arguments.pictures);
  return (folder / picture).string();
}

// The one place where an exception of a picture ends.
Seen look_at(std::string const& picture, Onlooker const& onlooker, Console const& console,
             std::stop_token const& stop) {
  try {
    Deadline const deadline{console.clock.now() + limits::delivery_time_max, stop};
    auto bytes = read_picture(picture, console, deadline);
    return bytes ? Seen{onlooker.label(*std::move(bytes), deadline)}
                 : Seen{fail(std::move(bytes.error()))};
  } catch (std::exception const& exception) {
    return {fail(Reason::internal, exception.what())};
  }
}

// Puts all pictures in; false where the user stopped it.
bool hold_against(std::vector<study::Truth> const& truth, Onlooker const& onlooker,
                  TagPolicy const& policy, EvalArguments const& arguments, Console const& console,
                  Evaluated& evaluated) {
  Interruption interruption;
  Progress progress(truth.size(), console);
  Crew crew(
      jobs_of(arguments.jobs), truth.size(),
      [&](std::size_t i) {
        return look_at(place_of(truth[i].picture, arguments), onlooker, console,
                       interruption.token());
      },
      interruption.token());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    progress.show(i);
    auto const seen = crew.get(i);
    if (interruption.came() || !seen) {
      return false;
    }
    if (seen->labels) {
      evaluated.engine = seen->labels->engine;
      evaluated.evaluation.add(*seen->labels, policy, truth[i].tags);
      continue;
    }
    progress.clear();
    ++evaluated.failed;
    evaluated.code =
        graver(evaluated.code, tell_error(console, truth[i].picture, seen->labels.error()));
  }
  return true;
}

}  // namespace

tl::expected<Evaluated, ExitCode> eval_pictures(EvalArguments const& arguments,
                                                Console const& console) {
  auto const truth = read_truth(arguments, console);
  if (!truth) {
    return tl::unexpected(tell_error(console, arguments.truth, truth.error()));
  }
  SettingsReader reader(console.environment);
  auto const settings = read_eval_settings(arguments, reader, console);
  if (!reader.mistakes().empty()) {
    return tl::unexpected(tell_mistakes(console.err, reader.mistakes()));
  }
  auto const parts = make_engine(settings.engine, settings.rekognition, console);
  if (!parts) {
    return tl::unexpected(tell_error(console, "", parts.error()));
  }
  auto const preparer = vips::make_image_preparer(settings.pictures, console.clock);
  Asking asking(*parts->labeler);
  Evaluated evaluated{.evaluation = Evaluation(0, k_threshold_step),
                      .subject = arguments.truth,
                      .threshold_today = settings.policy.confidence_min};
  if (!hold_against(*truth, {*preparer, asking, settings.query}, settings.policy, arguments,
                    console, evaluated)) {
    return tl::unexpected(ExitCode::interrupted);
  }
  evaluated.cost = asking.cost();
  for (auto const& [feature, paid] : evaluated.cost) {
    evaluated.label_calls += paid.calls;
  }
  return evaluated;
}

}  // namespace stacktag::cli
