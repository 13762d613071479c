// SPDX-License-Identifier: Apache-2.0
#include "bulk/applying.h"

#include <exception>
#include <utility>

#include "bulk/drain.h"
#include "bulk/failures.h"
#include "bulk/in_order.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

struct Line {
  std::size_t number = 0;
  PlannedAsset planned{};
};

struct Written {
  std::size_t number = 0;
  Row row{};
};

// One run over a plan.
class ApplyingPlan final {
 public:
  ApplyingPlan(OpenLibrary& library, PlanReader& plan, Journal& journal,
               ApplyRequest const& request, Clock& clock)
      : plan_(plan),
        journal_(journal),
        request_(request),
        clock_(clock),
        parts_(library.pipeline()),
        applier_{parts_, plan.header().branch, request.when_changed} {}

  RunEnd run(Sink const& sink, Advance const& advance) {
    InOrder<Line, Written> rows(
        request_.jobs, [this] { return next(); }, [this](Line const& line) { return work(line); });
    Failures failures;
    auto const settle = [&](Written const& written) -> std::optional<Error> {
      auto const& report = written.row.report;
      auto const noted = journal_.add(written.number, report);
      auto const taken = sink(written.row);
      auto failure = failures.after(report.reason, report.message);
      return !noted   ? std::optional(noted.error())
             : !taken ? std::optional(taken.error())
                      : std::move(failure);
    };
    return drain(rows, request_.stop, failure_, settle,
                 [&](int done) { advance(done, request_.expected); });
  }

 private:
  std::optional<Line> next() {
    bool const enough = request_.assets_max && begun_ >= *request_.assets_max;
    while (!enough && !request_.stop.stop_requested()) {
      auto planned = plan_.next();
      if (!planned) {
        failure_ = planned.error();
        return std::nullopt;
      }
      if (!*planned) {
        return std::nullopt;
      }
      if ((*planned)->end == PlannedEnd::change && !journal_.is_done(plan_.line())) {
        ++begun_;
        return Line{plan_.line(), **std::move(planned)};
      }
    }
    return std::nullopt;
  }

  Written work(Line const& line) {
    Written written{line.number, {.planned = line.planned, .is_written = true}};
    try {
      written.row.report = applier_.apply(line.planned, {clock_.now() + limits::job_time_max, {}});
    } catch (std::exception const& exception) {
      written.row.report = {
          .reason = Reason::internal, .message = exception.what(), .asset = line.planned.asset};
    }
    return written;
  }

  PlanReader& plan_;
  Journal& journal_;
  ApplyRequest const& request_;
  Clock& clock_;
  Pipeline const parts_;
  Applier const applier_;
  int begun_ = 0;
  std::optional<Error> failure_{};  // of reading the plan
};

}  // namespace

Result<int> open_assets(std::string const& plan, Journal const& journal) {
  TRY(auto reader, PlanReader::open(plan));
  int open = 0;
  while (true) {
    TRY(auto const planned, reader.next());
    if (!planned) {
      return open;
    }
    bool const is_open = planned->end == PlannedEnd::change && !journal.is_done(reader.line());
    open += is_open ? 1 : 0;
  }
}

RunEnd apply_plan(OpenLibrary& library, PlanReader& plan, Journal& journal,
                  ApplyRequest const& request, Clock& clock, Sink const& sink,
                  Advance const& advance) {
  return ApplyingPlan(library, plan, journal, request, clock).run(sink, advance);
}

}  // namespace stacktag::bulk
