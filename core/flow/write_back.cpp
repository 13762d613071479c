// SPDX-License-Identifier: Apache-2.0
#include "flow/write_back.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag {
namespace {

constexpr int k_steps_back_max = 8;

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

// One run of a WriteBack, write after write.
class Writing final {
 public:
  Writing(WriteBack const& means, Asset const& latest, std::vector<std::string> chosen,
          Deadline const& deadline, Report& report)
      : means_(means),
        asset_{means.event.asset.uid, means.event.branch},
        latest_(latest),
        file_(file_uid(latest)),
        chosen_(std::move(chosen)),
        deadline_(deadline),
        report_(report),
        outcome_(success(means.merge)),
        edits_(latest.tags),
        covered_(latest.tags),
        version_(latest.version) {}

  Result<Reason> run() {
    TRY_VOID(take_up_open_repair());
    plan_ = plan_tags(edits_, chosen_, means_.merge);
    note(report_, plan_, version_);
    if (!plan_.changes && edits_ == covered_) {
      return settled(Reason::nothing_to_add);
    }
    for (int attempt = 0; attempt <= limits::write_repairs_max; ++attempt) {
      TRY(auto const end, write_once(attempt));
      if (end) {
        return settled(*end);
      }
    }
    keep_open(std::nullopt, covered_);
    return fail(with_version_to_restore(
        {Reason::write_conflict, "the asset changed again after every attempt"}, version_ - 1));
  }

 private:
  // Writes the plan, and plans anew where that has covered what somebody wrote in between. Gives
  // the end where there is nothing more to write.
  Result<std::optional<Reason>> write_once(int attempt) {
    auto const wrote = means_.store.write_tags(asset_, plan_.tags, deadline_);
    if (!wrote) {
      return attempt == 0 ? fail(wrote.error()) : not_repaired(wrote.error());
    }
    ++report_.writes;
    if (!*wrote) {
      return Reason::asset_gone;
    }
    auto const ours = (*wrote)->version;
    means_.memory.wrote(means_.event, ours);
    note(report_, plan_, ours);
    if (ours <= version_ + 1) {
      return outcome_;
    }
    auto const theirs = find_theirs(ours);
    if (!theirs) {
      keep_open(ours - 1, plan_.tags);
      return fail(with_version_to_restore(theirs.error(), ours - 1));
    }
    if (theirs->version == version_) {
      return outcome_;
    }
    return plan_repair(*theirs, ours);
  }

  std::optional<Reason> plan_repair(Asset const& theirs, int ours) {
    if (file_uid(theirs) != file_) {
      // They replaced the file: our labels are of a picture that is no longer there.
      chosen_.clear();
      outcome_ = Reason::superseded;
    }
    edits_ = merge_edits(edits_, covered_, theirs.tags);
    auto repaired = plan_tags(edits_, chosen_, means_.merge);
    bool const holds = repaired.tags == plan_.tags;
    covered_ = std::exchange(plan_, std::move(repaired)).tags;
    version_ = ours;
    note(report_, plan_, ours);
    return holds ? std::optional(outcome_) : std::nullopt;
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
      if (theirs->tags != plan_.tags || file_uid(*theirs) != file_) {
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

  // A repair that this process had to leave open, of this event or of another one of the asset.
  Result<void> take_up_open_repair() {
    auto const open = means_.memory.open_repair(means_.event);
    if (!open) {
      return {};
    }
    auto edits = open->edits;
    if (open->their_version) {
      TRY(auto const theirs, means_.store.read(asset_, *open->their_version, deadline_));
      ++report_.reads;
      edits = theirs ? merge_edits(edits, open->covered, theirs->tags) : edits;
    }
    edits_ = merge_edits(edits, open->written, latest_.tags);
    return {};
  }

  void keep_open(std::optional<int> their_version, std::vector<std::string> const& written) {
    means_.memory.leave_open(means_.event, {their_version, edits_, covered_, written});
  }

  tl::unexpected<Error> not_repaired(Error const& error) {
    keep_open(std::nullopt, covered_);
    return fail(with_version_to_restore(error, version_ - 1));
  }

  Reason settled(Reason reason) {
    means_.memory.repaired(means_.event);
    return reason;
  }

  WriteBack const& means_;
  AssetRef const asset_;
  Asset const& latest_;
  std::string const file_;
  std::vector<std::string> chosen_;
  Deadline const& deadline_;
  Report& report_;
  Reason outcome_;
  TagPlan plan_{};
  std::vector<std::string> edits_;    // the tags as people want them
  std::vector<std::string> covered_;  // the asset's list that the next write covers,
  int version_;                       // and its version
};

}  // namespace

Result<Reason> WriteBack::run(Asset const& latest, std::vector<std::string> chosen,
                              Deadline const& deadline, Report& report) const {
  return Writing(*this, latest, std::move(chosen), deadline, report).run();
}

}  // namespace stacktag
