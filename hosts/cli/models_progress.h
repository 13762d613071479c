// SPDX-License-Identifier: Apache-2.0
// How far a file has come, for whoever waits: a bar on a terminal, else a line now and then.
#pragma once

#include <iosfwd>
#include <memory>

#include "model_files/part_file.h"
#include "stacktag/clock.h"

namespace stacktag::cli {

enum class ProgressForm { bar, lines };

std::unique_ptr<model_files::Progress> make_progress(std::ostream& err, Clock& clock,
                                                     ProgressForm form);

/// A bar where `err` is the standard error of this process and that is a terminal.
ProgressForm form_for(std::ostream const& err);

}  // namespace stacktag::cli
