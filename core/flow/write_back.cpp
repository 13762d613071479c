// SPDX-License-Identifier: Apache-2.0
#include "flow/write_back.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

constexpr int k_steps_back_max = 8;
// After a process that ended in a write, people may have gone on for a while.
constexpr int k_unsure_steps_back_max = 32;

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

// The tags as people want them: `theirs` less what only we had put there, and with what `edits`
// knew but our writing hid from them. `before` is the list that they changed.
std::vector<std::string> merge_edits(std::vector<std::string> const& edits,
                                     std::vector<std::string> const& before,
                                     std::vector<std::string> const& theirs) {
  std::vector<std::string> merged;
  std::ranges::copy_if(theirs, std::back_inserter(merged), [&](auto const& tag) {
    return has_tag(edits, tag) || !has_tag(before, tag);
  });
  std::ranges::copy_if(edits, std::back_inserter(merged), [&](auto const& tag) {
    return !has_tag(theirs, tag) && !has_tag(before, tag);
  });
  return merged;
}

// The same for a text, which is one person's or another's: whoever changed it last counts.
std::string merge_text(std::string const& edit, std::string const& before,
                       std::string const& theirs) {
  return theirs == before ? edit : theirs;
}

Reason success(Merge merge, TagPlan const& plan) {
  bool const replaced = merge == Merge::replace || !plan.removed.empty();
  return replaced ? Reason::tags_replaced : Reason::tags_added;
}

bool is_write(OpenRepair const& open, Asset const& version) {
  return version.tags == open.written &&
         (!open.description_written || version.description == *open.description_written);
}

// One run of a WriteBack, write after write.
class Writing final {
 public:
  Writing(WriteBack const& means, Asset const& latest, Chosen chosen, Deadline const& deadline,
          Report& report)
      : means_(means),
        asset_{means.event.asset.uid, means.event.branch},
        latest_(latest),
        file_(file_uid(latest)),
        chosen_(std::move(chosen)),
        deadline_(deadline),
        report_(report),
        merge_(means.merge),
        edits_(latest.tags),
        covered_(latest.tags),
        described_(latest.description),
        description_covered_(latest.description),
        version_(latest.version) {}

  Result<Reason> run() {
    TRY_VOID(take_up_open_repair());
    plan();
    outcome_ = success(merge_, plan_);
    note(report_, plan_, version_);
    bool const tags_change = plan_.changes || edits_ != covered_;
    if (!tags_change && !edit_.description) {
      return settled(Reason::nothing_to_add);
    }
    if (!tags_change) {
      outcome_ = Reason::alt_text_added;
    }
    for (int attempt = 0; attempt <= limits::write_repairs_max; ++attempt) {
      TRY(auto const end, write_once(attempt));
      if (end) {
        return settled(*end);
      }
    }
    keep_what_is_known();
    return fail(with_version_to_restore(
        {Reason::write_conflict, "the asset changed again after every attempt"}, version_ - 1));
  }

 private:
  // What the next write brings: what people want, and ours beside it. An own description of
  // theirs leaves no room for ours.
  void plan() {
    auto const& record = means_.notes.record();
    if (chosen_.change) {
      wanted_ = chosen_.change->added;
      plan_ = change_tags(edits_, *chosen_.change, means_.variants);
    } else {
      wanted_ = without_removed(chosen_.tags, record, edits_, means_.variants);
      plan_ = plan_tags(edits_, wanted_, merge_, means_.variants, record.ours);
    }
    bool const ours = !has_own(described_) && !chosen_.alt_text.empty();
    auto const& text = ours ? chosen_.alt_text : described_;
    edit_ = {plan_.tags, text == description_covered_ ? std::nullopt : std::optional(text)};
  }

  static bool has_own(std::string const& description) { return !trim(description).empty(); }

  // Writes the plan, and plans anew where that has covered what somebody wrote in between. Gives
  // the end where there is nothing more to write.
  Result<std::optional<Reason>> write_once(int attempt) {
    TRY_VOID(means_.notes.intend(open_repair({}, version_)));
    auto const wrote = means_.store.write(asset_, edit_, deadline_);
    if (!wrote) {
      return attempt == 0 ? fail(wrote.error()) : not_repaired(wrote.error());
    }
    ++report_.writes;
    if (!*wrote) {
      return Reason::asset_gone;
    }
    auto const ours = (*wrote)->version;
    means_.notes.wrote(ours);
    note(report_, plan_, ours);
    note_description();
    if (ours <= version_ + 1) {
      return outcome_;
    }
    auto const theirs = find_theirs(ours);
    if (!theirs) {
      means_.notes.leave_open(open_repair(ours - 1, {}));
      return fail(with_version_to_restore(theirs.error(), ours - 1));
    }
    if (theirs->version == version_) {
      return outcome_;
    }
    return plan_repair(*theirs, ours);
  }

  // What the last write, or the one about to be done, may have covered.
  OpenRepair open_repair(std::optional<int> their_version, std::optional<int> unsure_above) const {
    return {.their_version = their_version,
            .edits = edits_,
            .covered = covered_,
            .written = plan_.tags,
            .description = described_,
            .description_covered = description_covered_,
            .description_written = edit_.description,
            .unsure_above = unsure_above,
            .chosen = wanted_};
  }

  std::optional<Reason> plan_repair(Asset const& theirs, int ours) {
    if (file_uid(theirs) != file_) {
      // They replaced the file: our labels are of a picture that is no longer there.
      chosen_ = {};
      merge_ = Merge::add;
      outcome_ = Reason::superseded;
    }
    edits_ = merge_edits(edits_, covered_, theirs.tags);
    merge_description(theirs.description);
    covered_ = plan_.tags;
    description_covered_ = edit_.description.value_or(theirs.description);
    version_ = ours;
    plan();
    note(report_, plan_, ours);
    note_description();
    bool const holds = plan_.tags == covered_ && !edit_.description;
    return holds ? std::optional(outcome_) : std::nullopt;
  }

  void merge_description(std::string const& theirs) {
    if (!has_own(theirs) && has_own(description_covered_) &&
        description_covered_ == chosen_.alt_text) {
      chosen_.alt_text.clear();  // ours was taken away; what it had hidden was not
    } else {
      described_ = merge_text(described_, description_covered_, theirs);
    }
  }

  // Ours, where it is on the asset after the last write and the next one, if there is one.
  void note_description() {
    auto const& there = edit_.description ? *edit_.description : description_covered_;
    bool const ours = has_own(there) && there == chosen_.alt_text && there != latest_.description;
    report_.description = ours ? std::optional(there) : std::nullopt;
  }

  // What somebody wrote in between: the newest version below `ours` whose tags are not ours as
  // well. libcurl sends a write again by itself where an idle connection turns out to be closed, so
  // one write may make two versions. Where all are ours, the version that we knew.
  Result<Asset> find_theirs(int ours) {
    for (int version = ours - 1; version > version_ && ours - version <= k_steps_back_max;
         --version) {
      TRY(auto const theirs, means_.store.read(asset_, version, deadline_));
      ++report_.reads;
      if (!theirs) {
        return fail(Reason::write_conflict, "the version before ours cannot be read");
      }
      bool const other_text = edit_.description && theirs->description != *edit_.description;
      if (theirs->tags != plan_.tags || other_text || file_uid(*theirs) != file_) {
        return *theirs;
      }
    }
    return latest_as(version_);
  }

  Asset latest_as(int version) const {
    auto known = latest_;
    known.version = version;
    return known;
  }

  // A repair that had to be left open, of this event or of another one of the asset; or a write
  // that an ended process had begun.
  Result<void> take_up_open_repair() {
    auto open = means_.notes.open_repair();
    if (!open) {
      return {};
    }
    if (open->unsure_above) {
      TRY_VOID(look_for_write(*open));
    }
    auto edits = open->edits;
    auto described = open->description;
    if (open->their_version) {
      TRY(auto const theirs, means_.store.read(asset_, *open->their_version, deadline_));
      ++report_.reads;
      if (theirs) {
        edits = merge_edits(edits, open->covered, theirs->tags);
        described = merge_text(described, open->description_covered, theirs->description);
      }
    }
    std::ranges::copy(ours_before_, std::back_inserter(edits));
    edits_ = merge_edits(edits, open->written, latest_.tags);
    if (open->description_written) {
      described_ = merge_text(described, *open->description_written, latest_.description);
    }
    return {};
  }

  // Finds out whether the write came about, and which version it covered, where that was not the
  // one it was to cover. Where it did not, what it was to cover is there still: of people, or the
  // write before it, which it was to mend.
  Result<void> look_for_write(OpenRepair& open) {
    bool found = false;
    for (int version = latest_.version;
         version > *open.unsure_above && latest_.version - version <= k_unsure_steps_back_max;
         --version) {
      TRY(auto const there, version_of(version));
      bool const is_ours = there && is_write(open, *there);
      if (found && there && !is_ours) {
        open.their_version = version;
        break;
      }
      if (is_ours && !found) {
        means_.notes.wrote(version);
        found = true;
      }
    }
    if (!found) {
      open.written = open.covered;
      open.description_written = open.description_covered;
    }
    ours_before_ = open.written;
    std::erase_if(ours_before_, [&](auto const& tag) {
      return has_tag(open.edits, tag) || !has_tag(open.chosen, tag);
    });
    means_.notes.came_about(ours_before_);
    came_about_ = found || !ours_before_.empty();
    return {};
  }

  Result<std::optional<Asset>> version_of(int version) {
    if (version == latest_.version) {
      return latest_;
    }
    ++report_.reads;
    return means_.store.read(asset_, version, deadline_);
  }

  // All that people wrote has been read; what is on the asset now is our last write.
  void keep_what_is_known() {
    means_.notes.leave_open({.edits = edits_,
                             .covered = covered_,
                             .written = covered_,
                             .description = described_,
                             .description_covered = description_covered_,
                             .description_written = description_covered_});
  }

  tl::unexpected<Error> not_repaired(Error const& error) {
    keep_what_is_known();
    return fail(with_version_to_restore(error, version_ - 1));
  }

  Result<Reason> settled(Reason reason) {
    bool const is_change = report_.writes > 0 || came_about_;
    auto change = is_change ? std::optional(this_change()) : std::nullopt;
    TRY_VOID(
        means_.notes.settle({report_.tags, edits_, wanted_, means_.variants, file_, chosen_.engine,
                             chosen_.model_version, means_.stamp.rules, std::move(change)}));
    return reason;
  }

  AssetChange this_change() const {
    AssetChange change{.version = report_.version,
                       .run = means_.stamp.run,
                       .added = report_.added,
                       .removed = plan_.removed,
                       .origins = chosen_.origins,
                       .model_version = chosen_.model_version};
    std::ranges::copy_if(
        change.removed, std::back_inserter(change.removed_of_people),
        [&](auto const& tag) { return !has_tag(means_.notes.record().ours, tag); });
    std::ranges::copy_if(ours_before_, std::back_inserter(change.added),
                         [&](auto const& tag) { return has_tag(report_.tags, tag); });
    std::erase_if(change.origins,
                  [&](auto const& origin) { return !has_tag(change.added, origin.tag); });
    return change;
  }

  WriteBack const& means_;
  AssetRef const asset_;
  Asset const& latest_;
  std::string const file_;
  Chosen chosen_;
  Deadline const& deadline_;
  Report& report_;
  Merge merge_;
  Reason outcome_ = Reason::tags_added;
  bool came_about_ = false;                 // a write that an ended process had begun,
  std::vector<std::string> ours_before_{};  // and what was ours of it
  std::vector<std::string> wanted_{};       // of what we chose, all that people did not take away
  TagPlan plan_{};
  AssetEdit edit_{};                  // what the plan writes
  std::vector<std::string> edits_;    // the tags as people want them
  std::vector<std::string> covered_;  // the asset's list that the next write covers,
  std::string described_;             // the description as people want it, where they want one,
  std::string description_covered_;   // and the one that the next write covers
  int version_;                       // of the asset that it covers
};

}  // namespace

std::optional<std::string> new_description(Asset const& asset, std::string const& alt_text) {
  bool const wanted = trim(asset.description).empty() && !alt_text.empty();
  return wanted ? std::optional(alt_text) : std::nullopt;
}

Result<Reason> WriteBack::run(Asset const& latest, Chosen chosen, Deadline const& deadline,
                              Report& report) const {
  return Writing(*this, latest, std::move(chosen), deadline, report).run();
}

}  // namespace stacktag
