// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_stack.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bulk/failures.h"
#include "bulk/open_library.h"
#include "cli/interruption.h"
#include "cli/run_progress.h"
#include "cli/studied_stack.h"
#include "cli/visited_store.h"
#include "flow/label_query.h"
#include "library/judge.h"
#include "library/walk.h"
#include "rules/rules.h"
#include "server/store_path.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

constexpr char const* k_run = "eval";

std::string store_of(EvalArguments const& arguments, Console const& console) {
  return arguments.scope.store.empty() ? server::store_path(console.environment)
                                       : arguments.scope.store;
}

// Without an engine that looks, all there is to go by is in the store.
Result<void> check_store(EvalArguments const& arguments, std::string const& store) {
  std::error_code unknown;
  if (arguments.unknown == UnknownAssets::leave_out && !std::filesystem::exists(store, unknown)) {
    return fail(Reason::bad_configuration,
                "there is no store, so no label is known: --store names another one, and with "
                "--label the engine looks at the pictures, which costs");
  }
  return {};
}

// Judges the assets of a library one after the other.
class Walking {
 public:
  Walking(bulk::OpenLibrary& library, EvalArguments const& arguments, Console const& console,
          Evaluated& evaluated)
      : arguments_(arguments),
        console_(console),
        evaluated_(evaluated),
        parts_(library.pipeline()),
        judge_{parts_, arguments.scope.branch,
               arguments.unknown == UnknownAssets::label ? Looking::ask : Looking::known_only},
        walk_(library.list(), images_of(arguments.scope)) {}

  Result<void> run() {
    RunProgress progress(console_);
    for (int done = 0; !is_enough() && !interruption_.came(); ++done) {
      TRY(auto const listed, walk_.next({.cancelled = interruption_.token()}));
      if (!listed) {
        break;
      }
      progress.show(done, walk_.count(), microdollars(report_.cost));
      Deadline const deadline{console_.clock.now() + limits::job_time_max, interruption_.token()};
      if (auto const judged =
              judge_.judge(listed->asset, evaluated_.evaluation, deadline, report_)) {
        evaluated_.unknown += *judged == Judged::unknown ? 1 : 0;
        failures_.after(Reason::nothing_to_add, "");
      } else {
        progress.clear();
        TRY_VOID(leave_out(listed->asset.uid, judged.error()));
      }
    }
    evaluated_.label_calls = report_.label_calls;
    evaluated_.cost = report_.cost;
    return {};
  }

  bool was_interrupted() const { return interruption_.came(); }

 private:
  static AssetFilter images_of(StudyScope const& scope) {
    auto filter = filter_of(scope);
    filter.images_only = true;
    return filter;
  }

  bool is_enough() const {
    return arguments_.count_max && evaluated_.evaluation.assets() >= *arguments_.count_max;
  }

  // An error where it would go wrong with all of them.
  Result<void> leave_out(std::string const& asset, Error const& error) {
    if (error.reason == Reason::skipped_by_rule) {
      return {};
    }
    ++evaluated_.failed;
    evaluated_.code = graver(evaluated_.code, tell_error(console_, asset, error));
    auto stopped = failures_.after(error.reason, error.message);
    return stopped ? Result<void>(fail(*std::move(stopped))) : Result<void>();
  }

  EvalArguments const& arguments_;
  Console const& console_;
  Evaluated& evaluated_;
  Interruption interruption_{};
  Pipeline const parts_;
  Judge const judge_;
  Walk walk_;
  Report report_{};
  bulk::Failures failures_{};
};

Evaluated blank(server::StackSettings const& stack) {
  auto const& tags = stack.settings.tags;
  auto const asked = enough_for(needs_of(tags), stack.settings.questions);
  return {.evaluation = Evaluation(lowest_threshold(asked.confidence_min), k_threshold_step),
          .subject = stack.name,
          .threshold_today = general_policy(tags).confidence_min,
          .labels_from = asked.confidence_min};
}

}  // namespace

tl::expected<Evaluated, ExitCode> eval_stack(EvalArguments const& arguments,
                                             Console const& console) {
  std::vector<std::string> mistakes;
  auto settings = bulk::choose_stack(console.environment, arguments.scope.stack, mistakes);
  if (!mistakes.empty()) {
    return tl::unexpected(tell_mistakes(console.err, mistakes));
  }
  auto const store = store_of(arguments, console);
  if (auto const there = check_store(arguments, store); !there) {
    return tl::unexpected(tell_error(console, store, there.error()));
  }
  auto evaluated = blank(settings);
  auto const library = bulk::OpenLibrary::open(std::move(settings), {.store = store, .run = k_run},
                                               console.client, console.clock);
  if (!library) {
    return tl::unexpected(tell_error(console, "", library.error()));
  }
  evaluated.engine = (*library)->engine();
  Walking walking(**library, arguments, console, evaluated);
  auto const done = walking.run();
  if (walking.was_interrupted()) {
    return tl::unexpected(ExitCode::interrupted);
  }
  if (!done) {
    return tl::unexpected(tell_error(console, "", done.error()));
  }
  return evaluated;
}

}  // namespace stacktag::cli
