// SPDX-License-Identifier: Apache-2.0
// How far it has come, in the last line of a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "cli/console.h"

namespace stacktag::cli {

/// As "12/200 [=>        ]  4.2/s, 45 s left", in at most `columns` of them.
/// `more` follows where there is room.
std::string progress_line(std::size_t done, std::size_t all, std::chrono::duration<double> elapsed,
                          int columns, std::string const& more = {});

/// On standard error, where that is a terminal and there is more than one picture; else silent.
class Progress {
 public:
  Progress(std::size_t all, Console const& console);
  ~Progress() { clear(); }
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;

  void show(std::size_t done);
  /// Before anything else is printed.
  void clear();

 private:
  Console const console_;
  std::size_t const all_;
  SteadyTime const started_;
  bool is_shown_ = false;
};

}  // namespace stacktag::cli
