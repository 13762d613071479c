// SPDX-License-Identifier: Apache-2.0
#include "cli/onlooker.h"

#include <algorithm>
#include <ostream>
#include <thread>
#include <utility>

#include "cli/engine.h"
#include "engine/local_engine.h"
#include "rules/rules.h"

namespace stacktag::cli {

TagPolicy read_general_policy(SettingsReader& reader, Console const& console) {
  auto policy = general_policy(read_tag_rules(reader));
  if (uses_words_of_stack(policy)) {
    console.err << "stacktag: the words of the stack are not read here, so any word counts\n";
    policy.vocabulary.mode = VocabularyMode::open;
  }
  return policy;
}

Engine choose_engine(std::optional<Engine> asked, SettingsReader& reader, Console const& console) {
  if (auto const engine = asked_engine(asked, reader)) {
    return *engine;
  }
  if (console.environment.get("STACKTAG_MODEL")) {
    return Engine::local;
  }
  auto const lacking = what_aws_lacks(console.environment);
  if (lacking.empty()) {
    return Engine::rekognition;
  }
  console.err << "stacktag: the engine on this machine looks at the pictures, since " << lacking
              << '\n';
  return Engine::local;
}

int jobs_of(int asked) {
  auto const cores = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
  return asked == 0 ? cores : asked;
}

Result<Labels> Onlooker::label(std::string bytes, Deadline const& deadline) const {
  TRY(auto const image, preparer.prepare(std::move(bytes), deadline));
  return labeler.label(image, query, deadline).labels;
}

}  // namespace stacktag::cli
