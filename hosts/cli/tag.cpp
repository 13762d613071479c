// SPDX-License-Identifier: Apache-2.0
#include "cli/tag.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <ostream>
#include <stop_token>
#include <system_error>
#include <utility>

#include "cli/annotate.h"
#include "cli/asking.h"
#include "cli/crew.h"
#include "cli/engine.h"
#include "cli/explain.h"
#include "cli/interruption.h"
#include "cli/onlooker.h"
#include "cli/picture.h"
#include "cli/pictures.h"
#include "cli/printable.h"
#include "cli/progress.h"
#include "cli/tag_output.h"
#include "delivery/questions.h"
#include "rules/choose.h"
#include "rules/rules.h"
#include "stacktag/limits.h"
#include "vips/image_preparer.h"

namespace stacktag::cli {
namespace {

TagPolicy read_policy(TagArguments const& arguments, SettingsReader& reader,
                      Console const& console) {
  auto policy = read_general_policy(reader, console);
  policy.confidence_min = arguments.confidence_min.value_or(policy.confidence_min);
  policy.tags_max = arguments.tags_max.value_or(policy.tags_max);
  return policy;
}

struct Parts {
  Onlooker const onlooker;
  TagPolicy const& policy;
};

Result<void> draw(std::string const& folder, std::string const& name, std::string const& bytes,
                  Labels const& labels) {
  TRY(auto const drawn, annotate(bytes, labels));
  return write_annotated(folder, name, drawn);
}

// All pictures of one command, and what every one of them needs.
struct Task {
  std::vector<std::string> const pictures;
  std::vector<std::string> const annotated = annotated_names(pictures);
  std::string const& folder;
  Parts const& parts;
  Console const& console;
  std::stop_token const stop;

  Seen look(std::size_t i) const {
    Deadline const deadline{console.clock.now() + limits::delivery_time_max, stop};
    auto bytes = read_picture(pictures[i], console, deadline);
    if (!bytes) {
      return {fail(std::move(bytes.error()))};
    }
    auto const kept = folder.empty() ? std::string() : *bytes;
    Seen seen{parts.onlooker.label(*std::move(bytes), deadline)};
    if (seen.labels && !folder.empty()) {
      seen.annotated = draw(folder, annotated[i], kept, *seen.labels);
    }
    return seen;
  }

  // The one place where an exception of a picture ends.
  Seen look_safely(std::size_t i) const {
    try {
      return look(i);
    } catch (std::exception const& exception) {
      return {fail(Reason::internal, exception.what())};
    }
  }
};

ExitCode tell(std::string const& name, Seen const& seen, TagPolicy const& policy,
              TagOutput& output) {
  if (!seen.labels) {
    output.put(name, seen.labels.error());
    return exit_code_of(seen.labels.error().reason);
  }
  output.put(name, *seen.labels, decide_tags(*seen.labels, policy));
  if (!seen.annotated) {
    output.put(name, seen.annotated.error());
    return exit_code_of(seen.annotated.error().reason);
  }
  return ExitCode::well;
}

ExitCode tag_all(TagArguments const& arguments, Parts const& parts, Console const& console) {
  Interruption interruption;
  Task const task{.pictures = all_pictures(arguments.pictures),
                  .folder = arguments.annotate,
                  .parts = parts,
                  .console = console,
                  .stop = interruption.token()};
  if (auto const picture = one_inside(task.folder, task.pictures)) {
    console.err << "stacktag: " << printable(*picture)
                << " might be written over: give --annotate a folder without the pictures\n";
    return ExitCode::mistaken;
  }
  auto const output = arguments.explain == Explain::yes
                          ? make_explanation(console)
                          : make_tag_output(arguments.format, task.pictures, console);
  auto const count = task.pictures.size();
  Progress progress(count, console);
  Crew crew(
      jobs_of(arguments.jobs), count, [&task](std::size_t i) { return task.look_safely(i); },
      interruption.token());
  auto code = ExitCode::well;
  for (std::size_t i = 0; i < count; ++i) {
    progress.show(i);
    auto const seen = crew.get(i);
    progress.clear();
    if (interruption.came() || !seen) {
      return ExitCode::interrupted;
    }
    code = graver(code, tell(task.pictures[i], *seen, parts.policy, *output));
    if (!console.out) {
      return graver(code, ExitCode::failed);  // nobody reads on, so nothing more is paid for
    }
  }
  return code;
}

Result<void> make_annotated_folder(std::string const& folder) {
  std::error_code error;
  if (!folder.empty()) {
    std::filesystem::create_directories(folder, error);
  }
  if (error || (!folder.empty() && !std::filesystem::is_directory(folder, error))) {
    return fail(Reason::bad_configuration, "the folder " + folder + " cannot be made");
  }
  return {};
}

}  // namespace

ExitCode tag(TagArguments const& arguments, Console const& console) {
  SettingsReader reader(console.environment);
  auto policy = read_policy(arguments, reader, console);
  auto const engine = choose_engine(arguments.engine, reader, console);
  auto const options =
      engine == Engine::rekognition ? rekognition::read_options(reader) : rekognition::Options{};
  auto const pictures = vips::read_options(reader);
  auto questions = read_questions(reader);
  if (!arguments.features.empty()) {
    questions.features = arguments.features;
  }
  check_questions(reader, questions, engine);
  policy.thresholds = questions.thresholds;
  if (!reader.mistakes().empty()) {
    return tell_mistakes(console.err, reader.mistakes());
  }
  auto const parts = make_engine(engine, options, console);
  if (!parts) {
    console.err << "stacktag: " << printable(parts.error().message) << '\n';
    return exit_code_of(parts.error().reason);
  }
  if (auto const folder = make_annotated_folder(arguments.annotate); !folder) {
    console.err << "stacktag: " << printable(folder.error().message) << '\n';
    return ExitCode::mistaken;
  }
  auto const preparer = vips::make_image_preparer(pictures, console.clock);
  Asking asking(*parts->labeler);
  auto query = enough_for(needs_of(policy), std::move(questions));
  auto const code = tag_all(arguments, {{*preparer, asking, std::move(query)}, policy}, console);
  if (arguments.cost) {
    print_cost(asking.cost(), arguments.format, console);
  }
  return code;
}

}  // namespace stacktag::cli
