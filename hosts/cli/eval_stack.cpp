// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_stack.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/chosen_stack.h"
#include "cli/interruption.h"
#include "cli/late_progress.h"
#include "cli/printable.h"
#include "cli/studied_stack.h"
#include "cli/visited_store.h"
#include "contentstack/asset_list.h"
#include "delivery/product.h"
#include "delivery/threads.h"
#include "flow/label_query.h"
#include "library/judge.h"
#include "library/walk.h"
#include "rules/rules.h"
#include "server/gates.h"
#include "server/stacks.h"
#include "server/store_path.h"
#include "sqlite/store.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

// A stack with everything that looking at its pictures needs.
struct LabelledStack {
  std::unique_ptr<Overlap> threads{make_threads()};
  server::Gate gate{1};
  std::unique_ptr<sqlite::Store> store{};
  std::unique_ptr<server::Stack> stack{};
  std::unique_ptr<TokenBucket> reads{};
  std::unique_ptr<AssetList> assets{};
};

std::string store_of(EvalArguments const& arguments, Console const& console) {
  return arguments.scope.store.empty() ? server::store_path(console.environment)
                                       : arguments.scope.store;
}

// Without an engine that looks, all there is to go by is in the store.
Result<std::unique_ptr<sqlite::Store>> open_labels(EvalArguments const& arguments,
                                                   Console const& console) {
  auto const path = store_of(arguments, console);
  bool const may_label = arguments.unknown == UnknownAssets::label;
  std::error_code unknown;
  if (!may_label && !std::filesystem::exists(path, unknown)) {
    return fail(Reason::bad_configuration,
                "there is no store, so no label is known: --store names another one, and with "
                "--label the engine looks at the pictures, which costs");
  }
  return sqlite::open_store({.path = path,
                             .run = "eval",
                             .purpose = may_label ? sqlite::Purpose::work : sqlite::Purpose::visit},
                            console.clock);
}

Result<std::unique_ptr<LabelledStack>> open_stack(server::StackSettings settings,
                                                  std::unique_ptr<sqlite::Store> store,
                                                  Console const& console) {
  auto opened = std::make_unique<LabelledStack>();
  auto const contentstack = settings.settings.contentstack;
  opened->reads = make_pace(console.clock, settings.settings.reads_per_second, 1);
  opened->assets =
      contentstack::make_asset_list(contentstack, console.client, console.clock, *opened->reads);
  opened->store = std::move(store);
  TRY(opened->stack,
      server::Stack::make(std::move(settings), {{console.client, console.clock, *opened->threads},
                                                *opened->store,
                                                opened->gate,
                                                "eval"}));
  return opened;
}

// Counts what became of one asset; false where the run has to end.
bool take(Result<Judged> const& judged, std::string const& asset, Evaluated& evaluated,
          Console const& console) {
  if (judged) {
    evaluated.unknown += *judged == Judged::unknown ? 1 : 0;
    return true;
  }
  auto const& error = judged.error();
  if (error.reason == Reason::skipped_by_rule) {
    return true;
  }
  ++evaluated.failed;
  evaluated.code = graver(evaluated.code, tell_error(console, asset, error));
  return facts(error.reason).kind != ErrorKind::broken && error.reason != Reason::budget_spent;
}

Result<void> walk_through(LabelledStack& opened, EvalArguments const& arguments,
                          Interruption const& interruption, Console const& console,
                          Evaluated& evaluated) {
  auto filter = filter_of(arguments.scope);
  filter.images_only = true;
  Walk walk(*opened.assets, filter);
  auto const parts = opened.stack->pipeline();
  bool const may_label = arguments.unknown == UnknownAssets::label;
  Judge const judge{parts, arguments.scope.branch, may_label ? Looking::ask : Looking::known_only};
  Report report;
  LateProgress progress(console);
  auto const is_enough = [&] {
    return arguments.count_max && evaluated.evaluation.assets() >= *arguments.count_max;
  };
  for (int done = 0; !is_enough() && !interruption.came(); ++done) {
    TRY(auto const listed, walk.next({.cancelled = interruption.token()}));
    if (!listed) {
      break;
    }
    progress.show(done, walk.count());
    Deadline const deadline{console.clock.now() + limits::job_time_max, interruption.token()};
    auto const judged = judge.judge(listed->asset, evaluated.evaluation, deadline, report);
    if (!judged) {
      progress.clear();
    }
    if (!take(judged, listed->asset.uid, evaluated, console)) {
      break;
    }
  }
  evaluated.label_calls = report.label_calls;
  evaluated.cost = report.cost;
  return {};
}

}  // namespace

tl::expected<Evaluated, ExitCode> eval_stack(EvalArguments const& arguments,
                                             Console const& console) {
  std::vector<std::string> mistakes;
  auto settings = chosen_stack(console.environment, arguments.scope.stack, mistakes);
  if (!mistakes.empty()) {
    return tl::unexpected(tell_mistakes(console.err, mistakes));
  }
  auto store = open_labels(arguments, console);
  if (!store) {
    return tl::unexpected(tell_error(console, store_of(arguments, console), store.error()));
  }
  auto const asked = enough_for(needs_of(settings.settings.tags), settings.settings.questions);
  Evaluated evaluated{
      .evaluation = Evaluation(lowest_threshold(asked.confidence_min), k_threshold_step),
      .subject = settings.name,
      .threshold_today = general_policy(settings.settings.tags).confidence_min,
      .labels_from = asked.confidence_min};
  auto const opened = open_stack(std::move(settings), *std::move(store), console);
  if (!opened) {
    return tl::unexpected(tell_error(console, "", opened.error()));
  }
  evaluated.engine = (*opened)->stack->pipeline().settings.engine;
  Interruption const interruption;
  if (auto const done = walk_through(**opened, arguments, interruption, console, evaluated);
      !done) {
    return tl::unexpected(tell_error(console, "", done.error()));
  }
  if (interruption.came()) {
    return tl::unexpected(ExitCode::interrupted);
  }
  return evaluated;
}

}  // namespace stacktag::cli
