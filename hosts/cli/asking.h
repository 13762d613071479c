// SPDX-License-Identifier: Apache-2.0
// An engine with the bill for it.
#pragma once

#include <mutex>

#include "cli/arguments.h"
#include "cli/console.h"
#include "flow/features.h"
#include "flow/label_query.h"
#include "ports/labeler.h"

namespace stacktag::cli {

/// Adds up what all calls cost, and leaves of an answer only what was asked. As safe to call from
/// several threads as the engine is.
class Asking final : public Labeler {
 public:
  explicit Asking(Labeler& engine);

  LabelAnswer label(Image const& image, LabelQuery const& query, Deadline const& deadline) override;
  Cost cost() const;

 private:
  Labeler& engine_;
  mutable std::mutex mutex_;
  Cost cost_;
};

/// Calls and dollars by feature, and their sum: a table, or one JSON object in one line.
void print_cost(Cost const& cost, Format format, Console const& console);

}  // namespace stacktag::cli
