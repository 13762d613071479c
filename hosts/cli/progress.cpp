// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace stacktag::cli {
namespace {

std::string time_left(double seconds) {
  auto const whole = std::lround(seconds);
  if (whole >= 3600) {
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
  }
  return whole >= 60 ? std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s"
                     : std::to_string(whole) + " s";
}

std::string pace(std::size_t done, std::size_t all, double seconds) {
  if (done == 0 || seconds <= 0) {
    return "";
  }
  auto const rate = static_cast<double>(done) / seconds;
  char text[32];
  std::snprintf(text, sizeof text, "  %.1f/s, ", rate);
  return text + time_left(static_cast<double>(all - done) / rate) + " left";
}

}  // namespace

std::string progress_line(std::size_t done, std::size_t all, std::chrono::duration<double> elapsed,
                          int columns, std::string const& more) {
  auto const count = std::to_string(done) + "/" + std::to_string(all);
  auto const behind =
      pace(done, all, elapsed.count()) + (more.empty() ? std::string() : "  " + more);
  constexpr int k_bar_max = 40;
  constexpr int k_bar_min = 4;
  auto const room = columns - static_cast<int>(count.size() + behind.size()) - 4;
  if (room < k_bar_min) {
    return (count + behind).substr(0, static_cast<std::size_t>(std::max(columns - 1, 0)));
  }
  auto const bar = static_cast<std::size_t>(std::min(room, k_bar_max));
  auto const filled = all == 0 ? bar : bar * done / all;
  return count + " [" + std::string(filled, '=') + std::string(bar - filled, ' ') + "]" + behind;
}

Progress::Progress(std::size_t all, Console const& console)
    : console_(console), all_(all), started_(console.clock.now()) {}

void Progress::show(std::size_t done) {
  if (console_.err_columns <= 0 || all_ < 2) {
    return;
  }
  console_.err << '\r'
               << progress_line(done, all_, console_.clock.now() - started_, console_.err_columns)
               << "\x1B[K" << std::flush;
  is_shown_ = true;
}

void Progress::clear() {
  if (is_shown_) {
    console_.err << "\r\x1B[K" << std::flush;
    is_shown_ = false;
  }
}

}  // namespace stacktag::cli
