// SPDX-License-Identifier: Apache-2.0
// What an evaluation has found, wherever its pictures came from.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "flow/features.h"
#include "library/evaluation.h"

namespace stacktag::cli {

/// Thresholds are this far apart, in percent.
inline constexpr int k_threshold_step = 5;

struct Evaluated {
  Evaluation evaluation;
  std::string subject{};        ///< a stack's name, or a file
  std::string engine{};         ///< as its labels name it
  double threshold_today = 70;  ///< tags.min_confidence
  double labels_from = 0;       ///< the confidence from which on labels were asked for
  int unknown = 0;              ///< assets left out, since nobody has looked at them
  int failed = 0;               ///< that could not be looked at
  int label_calls = 0;          ///< that this evaluation paid for
  Cost cost{};
  ExitCode code = ExitCode::well;  ///< of those that failed
};

/// The lowest threshold of an evaluation whose labels were asked for from this confidence on.
int lowest_threshold(double labels_from);

/// Prints it, and writes the files that are asked for. Gives the gravest exit code.
ExitCode report(Evaluated const& evaluated, EvalArguments const& arguments, Console const& console);

}  // namespace stacktag::cli
