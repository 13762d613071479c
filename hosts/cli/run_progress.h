// SPDX-License-Identifier: Apache-2.0
// How far a run over a whole library has come: the last line of a terminal, else a line now and
// then.
#pragma once

#include <cstdint>
#include <string>

#include "cli/console.h"

namespace stacktag::cli {

class RunProgress {
 public:
  explicit RunProgress(Console const& console);
  ~RunProgress() { clear(); }
  RunProgress(RunProgress const&) = delete;
  RunProgress& operator=(RunProgress const&) = delete;

  /// `all` is 0 where it is not known; `spent` is said where there is something to say.
  void show(int done, int all, std::int64_t spent_microdollars);
  /// Before anything else is printed.
  void clear();

 private:
  bool is_due(int done, int all);

  Console const& console_;
  SteadyTime const started_;
  SteadyTime shown_;
  bool on_screen_ = false;
};

/// As "0.125 US$".
std::string money(std::int64_t microdollars);

}  // namespace stacktag::cli
