// SPDX-License-Identifier: Apache-2.0
#include "flow/write_back.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag {
namespace {

void note(Report& report, TagPlan const& plan, int version) {
  report.tags = plan.tags;
  report.added = plan.added;
  report.version = version;
}

// Says where the editor's tags are, should the repair fail: version history keeps what our write
// covered.
Error with_version_to_restore(Error error, int version) {
  error.message += "; somebody else's tags are in version " + std::to_string(version) +
                   " of the asset, which was just written over";
  return error;
}

bool contains(std::vector<std::string> const& tags, std::string const& tag) {
  return std::ranges::find(tags, tag) != tags.end();
}

// The tags as people want them: `theirs` less what only we had put there, and with what `edits`
// knew but our writing hid from them. `before` is the list that they changed.
std::vector<std::string> merge_edits(std::vector<std::string> const& edits,
                                     std::vector<std::string> const& before,
                                     std::vector<std::string> const& theirs) {
  std::vector<std::string> merged;
  std::ranges::copy_if(theirs, std::back_inserter(merged), [&](auto const& tag) {
    return contains(edits, tag) || !contains(before, tag);
  });
  std::ranges::copy_if(edits, std::back_inserter(merged), [&](auto const& tag) {
    return !contains(theirs, tag) && !contains(before, tag);
  });
  return merged;
}

Reason success(Merge merge) {
  return merge == Merge::add ? Reason::tags_added : Reason::tags_replaced;
}

}  // namespace

Result<Reason> WriteBack::run(Asset const& latest, std::vector<std::string> chosen,
                              Deadline const& deadline, Report& report) const {
  AssetRef const asset{event.asset.uid, event.branch};
  auto const file = file_uid(latest);
  auto plan = plan_tags(latest.tags, chosen, merge);
  note(report, plan, latest.version);
  if (!plan.changes) {
    return Reason::nothing_to_add;
  }
  auto outcome = success(merge);
  int version = latest.version;
  auto edits = latest.tags;
  auto before = latest.tags;
  for (int attempt = 0; attempt <= limits::write_repairs_max; ++attempt) {
    auto const wrote = store.write_tags(asset, plan.tags, deadline);
    if (!wrote) {
      return fail(attempt == 0 ? wrote.error()
                               : with_version_to_restore(wrote.error(), version - 1));
    }
    ++report.writes;
    auto const& written = *wrote;
    if (!written) {
      return Reason::asset_gone;
    }
    memory.wrote(event, written->version);
    note(report, plan, written->version);
    if (written->version <= version + 1) {
      return outcome;
    }
    // Somebody wrote between our reading and our writing; theirs is the version before ours.
    auto const their_version = written->version - 1;
    auto theirs = store.read(asset, their_version, deadline);
    ++report.reads;
    if (!theirs) {
      return fail(with_version_to_restore(theirs.error(), their_version));
    }
    if (!*theirs) {
      return fail(with_version_to_restore(
          {Reason::write_conflict, "the version before ours cannot be read"}, their_version));
    }
    if (file_uid(**theirs) != file) {
      // They replaced the file: our labels are of a picture that is no longer there.
      chosen.clear();
      outcome = Reason::superseded;
    }
    edits = merge_edits(edits, before, (*theirs)->tags);
    auto repaired = plan_tags(edits, chosen, merge);
    if (repaired.tags == plan.tags) {
      note(report, repaired, written->version);
      return outcome;
    }
    before = std::exchange(plan, std::move(repaired)).tags;
    version = written->version;
  }
  return fail(with_version_to_restore(
      {Reason::write_conflict, "the asset changed again after every attempt"}, version - 1));
}

}  // namespace stacktag
