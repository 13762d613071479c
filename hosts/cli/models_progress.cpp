// SPDX-License-Identifier: Apache-2.0
#include "cli/models_progress.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

#include "cli/printable.h"

namespace stacktag::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto k_between_bars = 100ms;
constexpr auto k_between_lines = 10s;
constexpr int k_bar_characters = 24;

std::string megabytes(std::size_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", static_cast<double>(bytes) / 1e6);
  return text;
}

std::string bar(std::size_t bytes, std::size_t total) {
  auto const share = static_cast<double>(bytes) / static_cast<double>(total);
  auto const full = std::clamp(static_cast<int>(share * k_bar_characters), 0, k_bar_characters);
  return "[" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(k_bar_characters - full), ' ') + "] ";
}

class TerminalProgress final : public model_files::Progress {
 public:
  TerminalProgress(std::ostream& err, Clock& clock, ProgressForm form)
      : err_(err), clock_(clock), form_(form) {}

  void moved(std::string_view file, std::size_t bytes, std::size_t total) override {
    auto const now = clock_.now();
    bool const ends = total > 0 && bytes == total;
    auto const between = form_ == ProgressForm::bar ? std::chrono::nanoseconds(k_between_bars)
                                                    : std::chrono::nanoseconds(k_between_lines);
    if (!ends && last_ && now - *last_ < between) {
      return;
    }
    last_ = now;
    tell(file, bytes, total, ends);
  }

 private:
  void tell(std::string_view file, std::size_t bytes, std::size_t total, bool ends) const {
    auto line = printable(file) + " ";
    if (total > 0 && form_ == ProgressForm::bar) {
      line += bar(bytes, total);
    }
    line += megabytes(bytes) + (total > 0 ? " of " + megabytes(total) : "") + " MB";
    if (form_ == ProgressForm::bar) {
      err_ << '\r' << line << "\x1B[K" << (ends ? "\n" : "") << std::flush;
    } else {
      err_ << line << '\n' << std::flush;
    }
  }

  std::ostream& err_;
  Clock& clock_;
  ProgressForm const form_;
  std::optional<SteadyTime> last_{};
};

}  // namespace

std::unique_ptr<model_files::Progress> make_progress(std::ostream& err, Clock& clock,
                                                     ProgressForm form) {
  return std::make_unique<TerminalProgress>(err, clock, form);
}

ProgressForm form_for(std::ostream const& err) {
  return &err == &std::cerr && isatty(STDERR_FILENO) == 1 ? ProgressForm::bar : ProgressForm::lines;
}

}  // namespace stacktag::cli
