// SPDX-License-Identifier: Apache-2.0
#include "bulk/undoing.h"

#include <deque>
#include <exception>
#include <string>
#include <utility>

#include "bulk/drain.h"
#include "bulk/failures.h"
#include "bulk/in_order.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

constexpr int k_page = 500;

// One run over what the ledger has.
class Undoing final {
 public:
  Undoing(OpenLibrary& library, UndoRequest const& request, Clock& clock)
      : log_(*library.store().changes),
        request_(request),
        filter_(in_ledger(request.filter)),
        clock_(clock),
        parts_(library.pipeline()),
        planner_{parts_, request.filter.branch, request.selection} {}

  RunEnd run(Sink const& sink, Advance const& advance) {
    InOrder<std::string, Row> rows(
        request_.jobs, [this] { return next(); },
        [this](std::string const& uid) { return work(uid); });
    Failures failures;
    auto const settle = [&](Row const& row) -> std::optional<Error> {
      auto const taken = sink(row);
      auto failure = failures.after(row.planned.reason, row.planned.message);
      return taken ? std::move(failure) : std::optional(taken.error());
    };
    return drain(rows, request_.stop, failure_, settle, [&](int done) { advance(done, 0); });
  }

 private:
  static ChangeFilter in_ledger(ChangeFilter filter) {
    filter.branch = ledger_branch(filter.branch);
    return filter;
  }

  std::optional<std::string> next() {
    if (ready_.empty() && !request_.stop.stop_requested()) {
      auto page = log_.changed_assets(filter_, last_, k_page);
      if (!page) {
        failure_ = page.error();
        return std::nullopt;
      }
      ready_.assign(page->begin(), page->end());
    }
    if (ready_.empty() || request_.stop.stop_requested()) {
      return std::nullopt;
    }
    last_ = std::move(ready_.front());
    ready_.pop_front();
    return last_;
  }

  Row work(std::string const& uid) {
    Row row;
    try {
      row.planned = plan(uid, row.report);
    } catch (std::exception const& exception) {
      row.planned = {.asset = uid,
                     .end = PlannedEnd::failed,
                     .reason = Reason::internal,
                     .message = exception.what()};
    }
    return row;
  }

  PlannedAsset plan(std::string const& uid, Report& report) {
    auto filter = filter_;
    filter.asset = uid;
    auto const changes = log_.changes(filter);
    if (!changes) {
      return {.asset = uid,
              .end = PlannedEnd::failed,
              .reason = changes.error().reason,
              .message = changes.error().message};
    }
    return planner_.plan(uid, *changes, {clock_.now() + limits::job_time_max, {}}, report);
  }

  ChangeLog& log_;
  UndoRequest const& request_;
  ChangeFilter const filter_;
  Clock& clock_;
  Pipeline const parts_;
  UndoPlanner const planner_;
  std::deque<std::string> ready_{};
  std::string last_{};
  std::optional<Error> failure_{};  // of the ledger
};

}  // namespace

RunEnd plan_undo(OpenLibrary& library, UndoRequest const& request, Clock& clock, Sink const& sink,
                 Advance const& advance) {
  return Undoing(library, request, clock).run(sink, advance);
}

}  // namespace stacktag::bulk
