// SPDX-License-Identifier: Apache-2.0
#include "cli/vocabulary.h"

#include <ostream>
#include <string>

#include "cli/new_file.h"
#include "cli/printable.h"
#include "cli/run_progress.h"
#include "cli/studied_stack.h"
#include "cli/visited_store.h"
#include "cli/vocabulary_view.h"
#include "rules/rules.h"
#include "study/learning.h"
#include "study/proposal_toml.h"
#include "study/study_json.h"

namespace stacktag::cli {
namespace {

Result<study::Learned> learn_from(StudiedStack const& stack, VocabularyArguments const& arguments,
                                  Console const& console) {
  auto const* const store = stack.store.get();
  study::LearningPlan const plan{.stack = stack.settings.name,
                                 .api_key = stack.settings.settings.contentstack.api_key,
                                 .filter = filter_of(arguments.scope),
                                 .assets_min = arguments.assets_min,
                                 .policy = general_policy(stack.settings.settings.tags)};
  RunProgress progress(console);
  return study::learn({.assets = *stack.assets,
                       .ledger = store == nullptr ? nullptr : store->assets.get(),
                       .census = store == nullptr ? nullptr : store->census.get()},
                      plan, {}, [&](int done, int all) { progress.show(done, all, 0); });
}

Result<void> write_proposal(study::Learned const& learned, std::string const& path) {
  return write_new_file(path,
                        study::proposal_toml(learned.proposal, {.stack = learned.stack,
                                                                .branch = learned.branch,
                                                                .assets = learned.counts.assets,
                                                                .assets_min = learned.assets_min}));
}

}  // namespace

ExitCode vocabulary(VocabularyArguments const& arguments, Console const& console) {
  if (auto const free = check_new_file(arguments.output); !free) {
    return tell_error(console, arguments.output, free.error());
  }
  auto const stack = open_studied_stack(arguments.scope, console);
  if (!stack) {
    return stack.error();
  }
  auto const learned = learn_from(*stack, arguments, console);
  if (!learned) {
    return tell_error(console, "", learned.error());
  }
  if (arguments.format == Format::json) {
    console.out << json::dump_in_order(study::vocabulary_json(*learned)) << '\n';
  } else {
    print_vocabulary(*learned, console.out);
  }
  if (arguments.output.empty()) {
    return ExitCode::well;
  }
  if (auto const written = write_proposal(*learned, arguments.output); !written) {
    return tell_error(console, arguments.output, written.error());
  }
  console.err << "stacktag: the proposal is in " << printable(arguments.output)
              << ": look it through, then make it part of stacktag.toml\n";
  return ExitCode::well;
}

}  // namespace stacktag::cli
