// SPDX-License-Identifier: Apache-2.0
#include "bulk/planning.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

#include "bulk/current_model.h"
#include "bulk/drain.h"
#include "bulk/failures.h"
#include "bulk/in_order.h"
#include "library/walk.h"
#include "rules/words.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

bool fits_one(std::vector<std::string> const& patterns, std::string const& text) {
  return patterns.empty() ||
         std::ranges::any_of(patterns, [&](auto const& pattern) { return fits(pattern, text); });
}

// One run over the library.
class Planning final {
 public:
  Planning(OpenLibrary& library, PlanRequest const& request, Clock& clock)
      : library_(library),
        request_(request),
        clock_(clock),
        current_(*library.store().labels),
        parts_(library.pipeline()),
        walk_(library.list(), request.filter.listed),
        planner_{parts_, request.filter.listed.branch, request.looking},
        known_only_{parts_, request.filter.listed.branch, Looking::known_only},
        applier_{parts_, request.filter.listed.branch, WhenChanged::plan_again} {
    if (request.filter.model_changed) {
      parts_.ledgers.labels = &current_;
    }
  }

  RunEnd run(Sink const& sink, Advance const& advance) {
    if (request_.filter.model_changed && request_.looking == Looking::ask) {
      learn_model();
    }
    InOrder<ListedAsset, Row> rows(
        request_.jobs, [this] { return next(); },
        [this](ListedAsset const& listed) { return work(listed); });
    Failures failures;
    auto const settle = [&](Row const& row) -> std::optional<Error> {
      auto const taken = sink(row);
      auto failure = row.is_written ? failures.after(row.report.reason, row.report.message)
                                    : failures.after(row.planned.reason, row.planned.message);
      return taken ? std::move(failure) : std::optional(taken.error());
    };
    return drain(rows, request_.stop, failure_, settle,
                 [&](int done) { advance(done, expected_); });
  }

 private:
  // Which model is the one of now shows with an answer: the first picture is looked at again.
  void learn_model() {
    Walk first(library_.list(), request_.filter.listed);
    Deadline const deadline{clock_.now() + limits::job_time_max, request_.stop};
    Report report;
    for (auto listed = first.next(deadline); listed && *listed && current_.model().empty();
         listed = first.next(deadline)) {
      planner_.plan((*listed)->asset, deadline, report);
      if (report.label_calls > 0) {
        return;
      }
    }
  }

  std::optional<ListedAsset> next() {
    bool const enough = request_.assets_max && begun_ >= *request_.assets_max;
    while (!enough && !request_.stop.stop_requested()) {
      auto listed = walk_.next({clock_.now() + limits::job_time_max, request_.stop});
      expected_ =
          request_.assets_max ? std::min(walk_.count(), *request_.assets_max) : walk_.count();
      if (!listed) {
        failure_ = listed.error();
        return std::nullopt;
      }
      if (!*listed) {
        return std::nullopt;
      }
      auto const wanted = is_wanted(**listed);
      if (!wanted) {
        failure_ = wanted.error();
        return std::nullopt;
      }
      if (*wanted) {
        ++begun_;
        return *std::move(listed);
      }
    }
    return std::nullopt;
  }

  Result<bool> is_wanted(ListedAsset const& listed) {
    auto const& filter = request_.filter;
    auto const& asset = listed.asset;
    bool const fits = (!filter.untagged || asset.tags.empty()) &&
                      fits_one(filter.filenames, asset.filename) &&
                      fits_one(filter.content_types, asset.content_type) &&
                      listed.updated_at >= filter.listed.changed_since;
    if (!fits || (!filter.model_changed && !filter.rules_changed)) {
      return fits;
    }
    TRY(auto const record,
        parts_.ledgers.assets->read(
            {parts_.settings.api_key, ledger_branch(filter.listed.branch), asset.uid}));
    return record && ((filter.rules_changed && record->rules != parts_.settings.stamp.rules) ||
                      (filter.model_changed && is_of_other_model(*record)));
  }

  bool is_of_other_model(AssetRecord const& record) const {
    return record.engine != parts_.settings.engine || current_.model().empty() ||
           record.model_version != current_.model();
  }

  Row work(ListedAsset const& listed) {
    Row row;
    try {
      Deadline const deadline{clock_.now() + limits::job_time_max, {}};
      auto const& planner = nothing_left_ ? known_only_ : planner_;
      row.planned = planner.plan(listed.asset, deadline, row.report);
      if (row.planned.reason == Reason::budget_spent) {
        nothing_left_ = true;
        row.planned.end = PlannedEnd::unlabelled;
        row.planned.reason = Reason::nothing_to_add;
      }
      if (request_.apply_at_once && row.planned.end == PlannedEnd::change) {
        apply(row);
      }
    } catch (std::exception const& exception) {
      row.planned = {.asset = listed.asset.uid,
                     .version = listed.asset.version,
                     .end = PlannedEnd::failed,
                     .reason = Reason::internal,
                     .message = exception.what()};
    }
    return row;
  }

  void apply(Row& row) {
    auto const looked = std::exchange(row.report, {});
    row.report = applier_.apply(row.planned, {clock_.now() + limits::job_time_max, {}});
    row.report.label_calls += looked.label_calls;
    add(row.report.cost, looked.cost);
    row.is_written = true;
  }

  OpenLibrary& library_;
  PlanRequest const& request_;
  Clock& clock_;
  CurrentModelOnly current_;
  Pipeline parts_;
  Walk walk_;
  Planner const planner_;
  Planner const known_only_;
  Applier const applier_;
  std::atomic<bool> nothing_left_ = false;  // of the money that the run may cost
  int begun_ = 0;
  std::atomic<int> expected_ = 0;
  std::optional<Error> failure_{};  // of the walk
};

}  // namespace

RunEnd plan_library(OpenLibrary& library, PlanRequest const& request, Clock& clock,
                    Sink const& sink, Advance const& advance) {
  return Planning(library, request, clock).run(sink, advance);
}

}  // namespace stacktag::bulk
