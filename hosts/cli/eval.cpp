// SPDX-License-Identifier: Apache-2.0
#include "cli/eval.h"

#include "cli/eval_pictures.h"
#include "cli/eval_stack.h"
#include "cli/evaluated.h"

namespace stacktag::cli {

ExitCode eval(EvalArguments const& arguments, Console const& console) {
  auto const evaluated =
      arguments.truth.empty() ? eval_stack(arguments, console) : eval_pictures(arguments, console);
  return evaluated ? report(*evaluated, arguments, console) : evaluated.error();
}

}  // namespace stacktag::cli
