// SPDX-License-Identifier: Apache-2.0
#include "library/applier.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "flow/asset_notes.h"
#include "flow/choosing.h"
#include "library/planner.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

// The asset has what the plan wants it to have.
bool holds(Asset const& asset, PlannedAsset const& planned) {
  auto const there = [&](auto const& tag) { return has_tag(asset.tags, tag); };
  auto const& change = planned.change;
  return std::ranges::all_of(change.added, there) && std::ranges::all_of(change.restored, there) &&
         std::ranges::none_of(change.removed, there) &&
         (!planned.description || asset.description == *planned.description);
}

Chosen chosen_of(PlannedAsset const& planned) {
  Chosen chosen{.alt_text = planned.description.value_or(""),
                .engine = planned.engine,
                .model_version = planned.model_version,
                .change = planned.change};
  std::ranges::transform(planned.why, std::back_inserter(chosen.origins), &PlannedTag::origin);
  return chosen;
}

Result<Reason> reason_of(PlannedAsset const& planned) {
  switch (planned.end) {
    case PlannedEnd::change:
    case PlannedEnd::same:
      return Reason::nothing_to_add;
    case PlannedEnd::unlabelled:
      return fail(Reason::internal, "nobody has looked at the picture");
    case PlannedEnd::skipped:
    case PlannedEnd::failed:
      break;
  }
  return fail(planned.reason, planned.message);
}

// One planned asset, being written.
class Applying final {
 public:
  Applying(Applier const& applier, PlannedAsset const& planned, Deadline const& deadline,
           Report& report)
      : applier_(applier),
        parts_(applier.parts),
        planned_(planned),
        deadline_(deadline),
        report_(report) {}

  Result<Reason> run() {
    TRY(auto const latest,
        parts_.store.read({planned_.asset, applier_.branch}, std::nullopt, deadline_));
    ++report_.reads;
    if (!latest) {
      return Reason::asset_gone;
    }
    report_.version = latest->version;
    report_.tags = latest->tags;
    auto const event = event_of(parts_, *latest, applier_.branch);
    AssetNotes notes(parts_.memory, parts_.ledgers.assets, event);
    TRY_VOID(notes.look_up());
    if (latest->version == planned_.version) {
      return write(planned_, event, notes);
    }
    return meet_changed(event, notes);
  }

 private:
  // Written since by an earlier run that was cut off, or by a person.
  Result<Reason> meet_changed(Event const& event, AssetNotes& notes) {
    bool const by_us = notes.record().repair || is_own(notes.record(), event.asset.version);
    if (by_us && holds(event.asset, planned_)) {
      return finish_earlier_run(event, notes);
    }
    if (applier_.when_changed == WhenChanged::skip) {
      return Reason::changed_since_plan;
    }
    auto const again =
        Planner{parts_, applier_.branch, Looking::ask}.plan(event.asset, deadline_, report_);
    return again.end == PlannedEnd::change ? write(again, event, notes) : reason_of(again);
  }

  static bool is_own(AssetRecord const& record, int version) {
    return std::ranges::find(record.own_versions, version) != record.own_versions.end();
  }

  // A write whose end was never noted is noted now; nothing is written where all is there.
  Result<Reason> finish_earlier_run(Event const& event, AssetNotes& notes) {
    return notes.record().repair ? write(planned_, event, notes) : Reason::nothing_to_add;
  }

  Result<Reason> write(PlannedAsset const& planned, Event const& event, AssetNotes& notes) {
    if (deadline_.at - parts_.clock.now() < limits::repair_time_reserved) {
      return fail(Reason::out_of_time, "too little time is left to write");
    }
    // Variants of a word were told apart, or not, when the change was planned.
    WriteBack const write_back{parts_.store,          notes,      event,
                               parts_.settings.stamp, Merge::add, Variants::apart};
    return write_back.run(event.asset, chosen_of(planned), deadline_, report_);
  }

  Applier const& applier_;
  Pipeline const& parts_;
  PlannedAsset const& planned_;
  Deadline const& deadline_;
  Report& report_;
};

}  // namespace

Report Applier::apply(PlannedAsset const& planned, Deadline const& deadline) const {
  Report report{.asset = planned.asset, .branch = branch, .version = planned.version};
  auto const started = parts.clock.now();
  auto const end = Applying(*this, planned, deadline, report).run();
  report.reason = end ? *end : end.error().reason;
  if (!end) {
    report.message = end.error().message;
    report.retry_after = end.error().retry_after;
  }
  report.steps.total =
      std::chrono::duration_cast<std::chrono::microseconds>(parts.clock.now() - started);
  return report;
}

}  // namespace stacktag
