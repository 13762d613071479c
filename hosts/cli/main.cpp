// SPDX-License-Identifier: Apache-2.0
// stacktag, the command line: the parts it is made of.
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "cli/program.h"
#include "pace/system_clock.h"

namespace {

// Nothing needs tidying up: `deliver`, which writes to the stack, holds signals itself.
extern "C" void leave_at_once(int /*signal*/) {
  _exit(static_cast<int>(stacktag::cli::ExitCode::interrupted));
}

stacktag::cli::ScreenSize size_of(int file) {
  stacktag::cli::ScreenSize const usual{};
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
    return usual;
  }
  return {.columns = size.ws_col, .rows = size.ws_row};
}

int columns_of(int file) {
  return isatty(file) == 0 ? 0 : size_of(file).columns;
}

}  // namespace

int main(int count, char** words) {
  using namespace stacktag;
  std::signal(SIGINT, leave_at_once);
  // A connection that the other side has closed is an error to us, not the end.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    // Else an error of reading standard input looks like its end.
    std::ios::sync_with_stdio(false);
    auto const environment = Environment::of_process();
    auto const client = http::make_client(http::read_options(environment));
    SystemClock clock;
    cli::Console const console{environment,
                               *client,
                               clock,
                               std::cin,
                               std::cout,
                               std::cerr,
                               columns_of(STDOUT_FILENO),
                               columns_of(STDERR_FILENO),
                               [] { return size_of(STDOUT_FILENO); }};
    return static_cast<int>(cli::run_program({words + 1, words + count}, console));
  } catch (std::exception const& exception) {
    std::cerr << "stacktag: " << exception.what() << '\n';
    return static_cast<int>(cli::ExitCode::failed);
  }
}
