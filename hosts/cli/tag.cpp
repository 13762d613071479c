// SPDX-License-Identifier: Apache-2.0
#include "cli/tag.h"

#include <ostream>
#include <utility>

#include "cli/engine.h"
#include "cli/picture.h"
#include "cli/tag_output.h"
#include "flow/tags.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

TagPolicy read_policy(TagArguments const& arguments, SettingsReader& reader) {
  auto policy = read_tag_policy(reader);
  policy.confidence_min = arguments.confidence_min.value_or(policy.confidence_min);
  policy.tags_max = arguments.tags_max.value_or(policy.tags_max);
  return policy;
}

Engine choose_engine(TagArguments const& arguments, SettingsReader& reader,
                     Console const& console) {
  if (auto const asked = asked_engine(arguments.engine, reader)) {
    return *asked;
  }
  auto const lacking = what_aws_lacks(console.environment);
  if (lacking.empty()) {
    return Engine::rekognition;
  }
  console.err << "stacktag: the engine on this machine looks at the pictures, since " << lacking
              << '\n';
  return Engine::local;
}

Result<Labels> label(std::string const& name, Labeler& labeler, TagPolicy const& policy,
                     Console const& console) {
  Deadline const deadline{.at = console.clock.now() + limits::delivery_time_max};
  TRY(auto bytes, read_picture(name, console, deadline));
  TRY(auto const image, make_fit(std::move(bytes)));
  return labeler.label(image, {policy.confidence_min, labels_to_ask_for(policy)}, deadline).labels;
}

ExitCode tag_all(TagArguments const& arguments, Labeler& labeler, TagPolicy const& policy,
                 Console const& console) {
  auto code = ExitCode::well;
  auto const output = make_tag_output(arguments.format, arguments.pictures, console);
  for (auto const& name : arguments.pictures) {
    auto const labels = label(name, labeler, policy, console);
    if (labels) {
      output->put(name, *labels, choose_tags(*labels, policy));
    } else {
      output->put(name, labels.error());
      code = graver(code, exit_code_of(labels.error().reason));
    }
    if (!console.out) {
      return graver(code, ExitCode::failed);  // nobody reads on, so nothing more is paid for
    }
  }
  return code;
}

}  // namespace

ExitCode tag(TagArguments const& arguments, Console const& console) {
  SettingsReader reader(console.environment);
  auto const policy = read_policy(arguments, reader);
  auto const engine = choose_engine(arguments, reader, console);
  auto const options =
      engine == Engine::rekognition ? rekognition::read_options(reader) : rekognition::Options{};
  if (!reader.mistakes().empty()) {
    return tell_mistakes(console.err, reader.mistakes());
  }
  auto const parts = make_engine(engine, options, console);
  if (!parts) {
    console.err << "stacktag: " << parts.error().message << '\n';
    return exit_code_of(parts.error().reason);
  }
  return tag_all(arguments, *parts->labeler, policy, console);
}

}  // namespace stacktag::cli
