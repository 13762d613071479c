// SPDX-License-Identifier: Apache-2.0
#include "library/undo.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "flow/asset_notes.h"
#include "library/planner.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

using Tags = std::vector<std::string>;

void keep_only(Tags& tags, auto const& keeps) {
  std::erase_if(tags, [&](auto const& tag) { return !keeps(tag); });
}

// One asset, of which changes are taken back.
class TakingBack final {
 public:
  TakingBack(UndoPlanner const& planner, std::string const& asset, Deadline const& deadline,
             Report& report)
      : planner_(planner),
        parts_(planner.parts),
        ref_{asset, planner.branch},
        deadline_(deadline),
        report_(report) {}

  PlannedAsset run(TagChange inverse) {
    if (auto const done = work(std::move(inverse)); !done) {
      bool const gone = done.error().reason == Reason::asset_gone;
      planned_.end = gone ? PlannedEnd::skipped : PlannedEnd::failed;
      planned_.reason = done.error().reason;
      planned_.message = done.error().message;
    }
    return std::move(planned_);
  }

 private:
  Result<void> work(TagChange inverse) {
    planned_.asset = ref_.uid;
    TRY(auto const latest, read(std::nullopt));
    if (!latest) {
      return fail(Reason::asset_gone, "");
    }
    auto const event = event_of(parts_, *latest, planner_.branch);
    AssetNotes notes(parts_.memory, parts_.ledgers.assets, event);
    TRY_VOID(notes.look_up());
    describe(*latest, notes.record());
    TRY_VOID(leave_to_people(*latest, notes.record(), inverse));
    planned_.kept = change_tags(latest->tags, {.removed = inverse.removed}, Variants::apart).tags;
    planned_.end = inverse.empty() ? PlannedEnd::same : PlannedEnd::change;
    planned_.change = std::move(inverse);
    return {};
  }

  void describe(Asset const& latest, AssetRecord const& record) {
    planned_.version = latest.version;
    planned_.file = file_uid(latest);
    planned_.filename = latest.filename;
    planned_.url = latest.url;
    planned_.engine = record.engine;
    planned_.model_version = record.model_version;
  }

  // What goes is ours and was there all the time since we wrote; what comes back is not there.
  Result<void> leave_to_people(Asset const& latest, AssetRecord const& record, TagChange& inverse) {
    keep_only(inverse.removed, [&](auto const& tag) {
      return has_tag(latest.tags, tag) && has_tag(record.ours, tag);
    });
    auto const is_gone = [&](auto const& tag) { return !has_tag(latest.tags, tag); };
    keep_only(inverse.added, is_gone);
    keep_only(inverse.restored, is_gone);
    auto const last_own = record.own_versions.empty() ? 0 : record.own_versions.back();
    auto const oldest = std::max(last_own + 1, latest.version - limits::undo_versions_max);
    for (int version = latest.version - 1; version >= oldest && !inverse.removed.empty();
         --version) {
      TRY(auto const between, read(version));
      if (between) {
        keep_only(inverse.removed, [&](auto const& tag) { return has_tag(between->tags, tag); });
      }
    }
    return {};
  }

  Result<std::optional<Asset>> read(std::optional<int> version) {
    ++report_.reads;
    return parts_.store.read(ref_, version, deadline_);
  }

  UndoPlanner const& planner_;
  Pipeline const& parts_;
  AssetRef const ref_;
  Deadline const& deadline_;
  Report& report_;
  PlannedAsset planned_{};
};

}  // namespace

TagChange inverse_of(std::vector<AssetChange> const& changes, UndoSelection const& selection) {
  TagChange inverse;
  std::set<std::string> seen;
  auto const is_first = [&](std::string const& tag) {
    return (selection.tag.empty() || same_tag(tag, selection.tag)) && seen.insert(tag).second;
  };
  for (auto const& change : changes) {
    if (!selection.model_version.empty() && change.model_version != selection.model_version) {
      continue;
    }
    std::ranges::copy_if(change.added, std::back_inserter(inverse.removed), is_first);
    for (auto const& tag : change.removed) {
      if (is_first(tag)) {
        bool const theirs = has_tag(change.removed_of_people, tag);
        (theirs ? inverse.restored : inverse.added).push_back(tag);
      }
    }
  }
  return inverse;
}

PlannedAsset UndoPlanner::plan(std::string const& asset, std::vector<AssetChange> const& changes,
                               Deadline const& deadline, Report& report) const {
  return TakingBack(*this, asset, deadline, report).run(inverse_of(changes, selection));
}

}  // namespace stacktag
