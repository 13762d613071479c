// SPDX-License-Identifier: Apache-2.0
#include "cli/library_session.h"

#include <cmath>
#include <ostream>
#include <utility>

#include "cli/consent.h"
#include "cli/printable.h"
#include "cli/tag_output.h"
#include "cli/visited_store.h"
#include "server/run_name.h"
#include "server/store_path.h"

namespace stacktag::cli {
namespace {

constexpr double k_microdollars = 1e6;

std::optional<std::int64_t> cost_max_of(LibraryArguments const& arguments) {
  return arguments.cost_max
             ? std::optional<std::int64_t>(std::llround(*arguments.cost_max * k_microdollars))
             : std::nullopt;
}

std::string how_many_assets(int assets) {
  return assets == 1 ? "1 asset" : std::to_string(assets) + " assets";
}

}  // namespace

LibrarySession open_session(LibraryArguments const& arguments, std::string const& run,
                            Console const& console, std::string const& rules) {
  std::vector<std::string> mistakes;
  auto settings = bulk::choose_stack(console.environment, arguments.stack, mistakes);
  if (!mistakes.empty()) {
    return {nullptr, tell_mistakes(console.err, mistakes)};
  }
  bulk::OpenOptions const options{
      .store = arguments.store.empty() ? server::store_path(console.environment) : arguments.store,
      .run = run,
      .rules = rules,
      .cost_max_microdollars = cost_max_of(arguments)};
  auto library =
      bulk::OpenLibrary::open(std::move(settings), options, console.client, console.clock);
  if (!library) {
    return {nullptr, tell_error(console, "", library.error())};
  }
  return {*std::move(library)};
}

std::string new_run(std::string const& command, Console const& console) {
  return server::make_run_name(command, console.clock);
}

ExitCode consent_to_write(LibraryArguments const& arguments, int assets, std::string const& stack,
                          Console const& console) {
  bool const at_terminal = console.err_columns > 0;
  if (arguments.consent == Consent::given || (!at_terminal && !arguments.must_ask)) {
    return ExitCode::well;
  }
  auto const question = "Write to " + (assets == 0 ? "assets" : how_many_assets(assets)) +
                        " of the stack " + printable(stack) + "?";
  switch (ask(console, question)) {
    case Reply::yes:
      return ExitCode::well;
    case Reply::no:
      console.err << "stacktag: nothing was written\n";
      return ExitCode::failed;
    case Reply::nobody:
      console.err << "stacktag: there is nobody to ask: leave --confirm out, or use a terminal\n";
      return ExitCode::mistaken;
  }
  return ExitCode::mistaken;
}

ExitCode tell_end(bulk::RunEnd const& end, std::string const& again, Console const& console) {
  if (end.stopped) {
    console.err << "stacktag: stopped after " << how_many_assets(end.assets) << ": "
                << printable(sentence(*end.stopped)) << '\n'
                << "stacktag: once that is mended, " << again << '\n';
    return exit_code_of(end.stopped->reason);
  }
  if (end.interrupted) {
    console.err << "stacktag: interrupted after " << how_many_assets(end.assets) << "; " << again
                << '\n';
    return ExitCode::interrupted;
  }
  return ExitCode::well;
}

}  // namespace stacktag::cli
