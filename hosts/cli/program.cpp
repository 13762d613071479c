// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <ostream>
#include <utility>
#include <variant>

#include "cli/apply.h"
#include "cli/arguments.h"
#include "cli/check_rules.h"
#include "cli/deliver.h"
#include "cli/doctor.h"
#include "cli/eval.h"
#include "cli/ledger.h"
#include "cli/models.h"
#include "cli/plan.h"
#include "cli/queue.h"
#include "cli/serve.h"
#include "cli/setup.h"
#include "cli/tag.h"
#include "cli/top.h"
#include "cli/undo.h"
#include "cli/vocabulary.h"

namespace stacktag::cli {
namespace {

ExitCode run(TagArguments const& asked, Console const& console) {
  return tag(asked, console);
}
ExitCode run(DeliverArguments const& asked, Console const& console) {
  return deliver(asked, console);
}
ExitCode run(ModelsArguments const& asked, Console const& console) {
  return models(asked, console);
}
ExitCode run(RulesArguments const& asked, Console const& console) {
  return check_rules(asked, console);
}
ExitCode run(QueueArguments const& asked, Console const& console) {
  return queue(asked, console);
}
ExitCode run(LedgerArguments const& asked, Console const& console) {
  return ledger(asked, console);
}
ExitCode run(TopArguments const& asked, Console const& console) {
  return top(asked, console);
}
ExitCode run(PlanArguments const& asked, Console const& console) {
  return plan(asked, console);
}
ExitCode run(ApplyArguments const& asked, Console const& console) {
  return apply(asked, console);
}
ExitCode run(BackfillArguments const& asked, Console const& console) {
  return backfill(asked, console);
}
ExitCode run(UndoArguments const& asked, Console const& console) {
  return undo(asked, console);
}
ExitCode run(SetupArguments const& asked, Console const& console) {
  return setup(asked, console);
}
ExitCode run(DoctorArguments const& asked, Console const& console) {
  return doctor(asked, console);
}
ExitCode run(VocabularyArguments const& asked, Console const& console) {
  return vocabulary(asked, console);
}
ExitCode run(EvalArguments const& asked, Console const& console) {
  return eval(asked, console);
}
ExitCode run(ServeArguments const& /*asked*/, Console const& console) {
  return serve(console);
}

}  // namespace

ExitCode run_program(std::vector<std::string> words, Console const& console) {
  auto const arguments = read_arguments(std::move(words));
  if (!arguments) {
    auto const& ending = arguments.error();
    (ending.code == ExitCode::well ? console.out : console.err) << ending.text;
    return ending.code;
  }
  return std::visit([&](auto const& asked) { return run(asked, console); }, *arguments);
}

}  // namespace stacktag::cli
