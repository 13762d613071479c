// SPDX-License-Identifier: Apache-2.0
#include "flow/pipeline.h"

#include <array>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>

#include "flow/asset_notes.h"
#include "flow/choosing.h"
#include "flow/decision.h"
#include "flow/fetch_image.h"
#include "flow/labelling.h"
#include "flow/stopwatch.h"
#include "flow/write_back.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

using Version = Result<std::optional<Asset>>;

// What the first round of waiting brings: two versions of the asset and its picture, asked for at
// the same time.
struct Findings {
  Version previous{std::nullopt};
  Version latest{std::nullopt};
  Result<Image> image{Image{}};
};

// The one place where a round of the way is stopped: by a reason to skip, or by an error.
Error skip(Reason reason) {
  return {reason, ""};
}

Findings gather(Pipeline const& parts, Event const& event, Deadline const& deadline,
                Report& report) {
  Findings found;
  AssetRef const asset{event.asset.uid, event.branch};
  std::stop_source not_needed;
  std::stop_callback const caller_gives_up(deadline.cancelled, [&] { not_needed.request_stop(); });
  Deadline const image_deadline{deadline.at, not_needed.get_token()};
  bool const has_previous = is_update(event) && event.asset.version > 1;
  std::array<std::function<void()>, 3> const tasks{
      [&] {
        Stopwatch const watch(parts.clock, report.steps.latest);
        found.latest = parts.store.read(asset, std::nullopt, deadline);
        if (found.latest && skip_by_latest(event, *found.latest)) {
          not_needed.request_stop();
        }
      },
      [&] {
        found.image = fetch_image(parts.images, parts.preparer, parts.clock, event.asset.url,
                                  image_deadline, report);
      },
      [&] {
        Stopwatch const watch(parts.clock, report.steps.previous);
        found.previous = parts.store.read(asset, event.asset.version - 1, deadline);
        if (found.previous && skip_by_previous(event, *found.previous)) {
          not_needed.request_stop();
        }
      }};
  parts.overlap.run(std::span(tasks).first(has_previous ? 3 : 2));
  report.reads += has_previous ? 2 : 1;
  return found;
}

// Judges all three. A reason to skip counts more than a failure of another part: nothing hangs on
// that one then.
Result<void> judge(Event const& event, Findings const& found) {
  if (found.previous) {
    if (auto const reason = skip_by_previous(event, *found.previous)) {
      return fail(skip(*reason));
    }
  }
  if (found.latest) {
    if (auto const reason = skip_by_latest(event, *found.latest)) {
      return fail(skip(*reason));
    }
  }
  if (!found.latest) {
    return fail(found.latest.error());
  }
  if (!found.previous) {
    return fail(found.previous.error());
  }
  if (!found.image) {
    return fail(found.image.error());
  }
  return {};
}

// A concise payload lacks what the decision needs; the version it speaks of has it.
Result<Event> completed(Pipeline const& parts, Event event, Deadline const& deadline,
                        Report& report) {
  if (!is_incomplete(event)) {
    return event;
  }
  std::optional<int> const version =
      event.asset.version > 0 ? std::optional(event.asset.version) : std::nullopt;
  TRY(auto whole, parts.store.read({event.asset.uid, event.branch}, version, deadline));
  ++report.reads;
  if (!whole) {
    return fail(skip(Reason::asset_gone));
  }
  event.asset = std::move(*whole);
  report.version = event.asset.version;
  if (auto const reason = skip_at_sight(event, parts.settings.api_key)) {
    return fail(skip(*reason));
  }
  if (event.asset.url.empty()) {
    return fail(Reason::malformed_event, "the asset has no file");
  }
  return event;
}

Result<Reason> show(Asset const& latest, TagPolicy const& policy, Chosen const& chosen,
                    AssetRecord const& record, Report& report) {
  auto const wanted = without_removed(chosen.tags, record, latest.tags, policy.variants);
  auto plan = plan_tags(latest.tags, wanted, policy.merge, policy.variants, record.ours);
  report.version = latest.version;
  report.description = new_description(latest, chosen.alt_text);
  report.tags = std::move(plan.tags);
  report.added = std::move(plan.added);
  return plan.changes || report.description ? Reason::dry_run : Reason::nothing_to_add;
}

Result<Reason> write(Pipeline const& parts, Event const& event, Asset const& latest,
                     TagPolicy const& policy, Chosen chosen, AssetNotes& notes,
                     Deadline const& deadline, Report& report) {
  if (parts.settings.mode == WriteMode::dry_run) {
    return show(latest, policy, chosen, notes.record(), report);
  }
  if (deadline.at - parts.clock.now() < limits::repair_time_reserved) {
    return fail(Reason::out_of_time,
                "too little time is left to write the tags and to mend what "
                "somebody else may write meanwhile");
  }
  WriteBack const write_back{parts.store,          notes,        event,
                             parts.settings.stamp, policy.merge, policy.variants};
  Stopwatch const watch(parts.clock, report.steps.write);
  return write_back.run(latest, std::move(chosen), deadline, report);
}

// The data's way, once the event itself gives no reason to skip it.
Result<Reason> work(Pipeline const& parts, Event const& incoming, AssetNotes& notes,
                    Deadline const& deadline, Report& report) {
  TRY(auto const event, completed(parts, incoming, deadline, report));
  TRY_VOID(policy_for(parts, event.asset, event.branch));
  auto const found = gather(parts, event, deadline, report);
  TRY_VOID(judge(event, found));
  auto const& latest = **found.latest;
  report.version = latest.version;
  report.tags = latest.tags;
  // Judged again: it may have been moved, or got another title, since the event.
  TRY(auto policy, policy_for(parts, latest, event.branch));
  TRY_VOID(look_up_words(parts, policy, event.branch, deadline, report));
  TRY(report.labels, label(parts, event, *found.image, deadline, report));
  auto chosen = chosen_of(report.labels, decide_tags(report.labels, policy), policy);
  return write(parts, event, latest, policy, std::move(chosen), notes, deadline, report);
}

std::optional<Reason> skip_from_notes(Memory const& memory, AssetNotes const& notes,
                                      Event const& event) {
  if (event.asset.version == 0) {
    return std::nullopt;  // without a version, two events cannot be told apart
  }
  if (is_update(event) && notes.is_own_write()) {
    return Reason::own_write;
  }
  if (memory.is_finished(key_of(event))) {
    return Reason::duplicate;
  }
  return std::nullopt;
}

// Access to an image may be granted later; nothing else that is rejected can change.
bool is_final(Reason reason) {
  return facts(reason).outcome != Outcome::failed && reason != Reason::dry_run &&
         reason != Reason::image_denied;
}

Result<Reason> decide_and_work(Pipeline const& parts, Event const& event, Deadline const& deadline,
                               Report& report) {
  if (auto const reason = skip_at_sight(event, parts.settings.api_key)) {
    return *reason;
  }
  AssetNotes notes(parts.memory, parts.ledgers.assets, event);
  TRY_VOID(notes.look_up());
  if (auto const known = skip_from_notes(parts.memory, notes, event)) {
    return *known;
  }
  auto end = work(parts, event, notes, deadline, report);
  auto const reason = end ? *end : end.error().reason;
  if (is_final(reason) && event.asset.version > 0) {
    parts.memory.finished(key_of(event));
  }
  return end;
}

void settle(Report& report, Result<Reason> const& end) {
  if (end) {
    report.reason = *end;
    return;
  }
  report.reason = end.error().reason;
  report.message = end.error().message;
  report.retry_after = end.error().retry_after;
}

}  // namespace

Report Pipeline::run(Event const& event, Deadline const& deadline) const {
  Report report{.asset = event.asset.uid, .branch = event.branch, .version = event.asset.version};
  auto const started = clock.now();
  settle(report, decide_and_work(*this, event, deadline, report));
  report.steps.total = std::chrono::duration_cast<std::chrono::microseconds>(clock.now() - started);
  return report;
}

}  // namespace stacktag
