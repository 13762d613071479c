// SPDX-License-Identifier: Apache-2.0
#include "cli/run_progress.h"

#include <algorithm>
#include <cstdio>
#include <ostream>

#include "cli/progress.h"
#include "flow/features.h"

namespace stacktag::cli {
namespace {

constexpr std::chrono::milliseconds k_bar_pause{100};
constexpr std::chrono::seconds k_line_pause{30};
constexpr int k_line_columns = 120;

}  // namespace

std::string money(std::int64_t microdollars) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3f US$", dollars(microdollars));
  return text;
}

RunProgress::RunProgress(Console const& console)
    : console_(console), started_(console.clock.now()), shown_(started_) {}

void RunProgress::show(int done, int all, std::int64_t spent_microdollars) {
  if (!is_due(done, all)) {
    return;
  }
  auto const now = console_.clock.now();
  shown_ = now;
  bool const terminal = console_.err_columns > 0;
  auto const spent = spent_microdollars > 0 ? money(spent_microdollars) : "";
  auto const line =
      all == 0 ? std::to_string(done) + " assets"
               : progress_line(static_cast<std::size_t>(done),
                               static_cast<std::size_t>(std::max(all, done)), now - started_,
                               terminal ? console_.err_columns : k_line_columns, spent);
  if (terminal) {
    console_.err << '\r' << line << "\x1B[K" << std::flush;
    on_screen_ = true;
  } else {
    console_.err << "stacktag: " << line << std::endl;
  }
}

void RunProgress::clear() {
  if (on_screen_) {
    console_.err << "\r\x1B[K" << std::flush;
    on_screen_ = false;
  }
}

bool RunProgress::is_due(int done, int all) {
  auto const since = console_.clock.now() - shown_;
  if (console_.err_columns > 0) {
    return since >= k_bar_pause || (all > 1 && done >= all);
  }
  return since >= k_line_pause;
}

}  // namespace stacktag::cli
