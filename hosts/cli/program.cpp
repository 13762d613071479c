// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <ostream>
#include <utility>
#include <variant>

#include "cli/arguments.h"
#include "cli/check_rules.h"
#include "cli/deliver.h"
#include "cli/ledger.h"
#include "cli/models.h"
#include "cli/queue.h"
#include "cli/serve.h"
#include "cli/tag.h"
#include "cli/top.h"

namespace stacktag::cli {

ExitCode run_program(std::vector<std::string> words, Console const& console) {
  auto const arguments = read_arguments(std::move(words));
  if (!arguments) {
    auto const& ending = arguments.error();
    (ending.code == ExitCode::well ? console.out : console.err) << ending.text;
    return ending.code;
  }
  if (auto const* const asked = std::get_if<TagArguments>(&*arguments)) {
    return tag(*asked, console);
  }
  if (auto const* const asked = std::get_if<ModelsArguments>(&*arguments)) {
    return models(*asked, console);
  }
  if (auto const* const asked = std::get_if<RulesArguments>(&*arguments)) {
    return check_rules(*asked, console);
  }
  if (std::holds_alternative<ServeArguments>(*arguments)) {
    return serve(console);
  }
  if (auto const* const asked = std::get_if<QueueArguments>(&*arguments)) {
    return queue(*asked, console);
  }
  if (auto const* const asked = std::get_if<LedgerArguments>(&*arguments)) {
    return ledger(*asked, console);
  }
  if (auto const* const asked = std::get_if<TopArguments>(&*arguments)) {
    return top(*asked, console);
  }
  return deliver(std::get<DeliverArguments>(*arguments), console);
}

}  // namespace stacktag::cli
