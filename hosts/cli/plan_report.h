// SPDX-License-Identifier: Apache-2.0
// A plan, or what was written, in numbers that people can decide from.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "bulk/plan_json.h"
#include "bulk/row.h"
#include "cli/arguments_format.h"
#include "cli/console.h"
#include "library/summary.h"

namespace stacktag::cli {

/// What a run has done, row by row.
class RunTally {
 public:
  void add(bulk::Row const& row);

  PlanSummary const& plan() const { return plan_; }
  int label_calls() const { return label_calls_; }
  std::int64_t spent_microdollars() const;
  int reads() const { return reads_; }
  int writes() const { return writes_; }
  /// Assets by the reason with which they ended.
  std::map<std::string, int> const& reasons() const { return reasons_; }
  bool has_failures() const { return has_failures_; }

 private:
  PlanSummary plan_{};
  Cost cost_{};
  int label_calls_ = 0;
  int reads_ = 0;
  int writes_ = 0;
  bool has_failures_ = false;
  std::map<std::string, int> reasons_{};
};

/// What the numbers of a plan are reckoned by.
struct PlanTerms {
  std::string stack{};
  std::string branch{};
  std::string file{};   ///< where the plan is; empty: there is none
  bool labels = false;  ///< whether pictures may have been looked at
  std::int64_t picture_microdollars = 0;
  double writes_per_second = 1;
  double reads_per_second = 1;
};

std::map<std::string, int> counts_of(PlanSummary const& plan);

void print_plan(RunTally const& tally, PlanTerms const& terms, Format format,
                Console const& console);

/// After writing.
void print_written(RunTally const& tally, std::string const& run, Format format,
                   Console const& console);

}  // namespace stacktag::cli
