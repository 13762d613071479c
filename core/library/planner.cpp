// SPDX-License-Identifier: Apache-2.0
#include "library/planner.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "flow/asset_notes.h"
#include "flow/choosing.h"
#include "flow/decision.h"

namespace stacktag {
namespace {

constexpr std::array<std::string_view, 5> k_ends{"change", "same", "unlabelled", "skipped",
                                                 "failed"};

PlannedAsset blank(Asset const& asset) {
  return {.asset = asset.uid,
          .version = asset.version,
          .file = file_uid(asset),
          .filename = asset.filename,
          .url = asset.url,
          .kept = asset.tags};
}

PlannedEnd end_of(Reason reason) {
  auto const outcome = facts(reason).outcome;
  return outcome == Outcome::skipped || outcome == Outcome::rejected ? PlannedEnd::skipped
                                                                     : PlannedEnd::failed;
}

std::vector<Box> boxes_of(std::vector<LabelInstance> const& instances) {
  std::vector<Box> boxes;
  std::ranges::transform(instances, std::back_inserter(boxes), &LabelInstance::box);
  return boxes;
}

void add_reasons(Choice const& choice, std::vector<std::string> const& added,
                 PlannedAsset& planned) {
  for (auto const& decision : choice.decisions) {
    for (auto const& tag : decision.tags) {
      if (has_tag(added, tag)) {
        planned.why.push_back({{tag, decision.name, decision.confidence, decision.rule},
                               boxes_of(decision.instances)});
      }
    }
    if (decision.verdict == Verdict::dropped && decision.rule.starts_with("vocabulary")) {
      planned.unlisted.push_back(decision.name);
    }
  }
}

// One asset on its way into the plan.
class Drafting final {
 public:
  Drafting(Planner const& planner, Asset const& asset, Deadline const& deadline, Report& report)
      : planner_(planner),
        parts_(planner.parts),
        asset_(asset),
        event_(event_of(planner.parts, asset, planner.branch)),
        deadline_(deadline),
        report_(report),
        planned_(blank(asset)) {}

  PlannedAsset run() {
    if (auto const done = work(); !done) {
      planned_.end = end_of(done.error().reason);
      planned_.reason = done.error().reason;
      planned_.message = done.error().message;
    }
    return std::move(planned_);
  }

 private:
  Result<void> work() {
    if (auto const reason = skip_at_sight(event_, parts_.settings.api_key)) {
      return fail(*reason, "");
    }
    TRY(auto policy, policy_for(parts_, asset_, ledger_branch(planner_.branch)));
    TRY_VOID(look_up_words(parts_, policy, planner_.branch, deadline_, report_));
    TRY(auto const labels, labels_of(parts_, event_, planner_.looking, deadline_, report_));
    if (!labels) {
      planned_.end = PlannedEnd::unlabelled;
      return {};
    }
    return decide(*labels, policy);
  }

  Result<void> decide(Labels const& labels, TagPolicy const& policy) {
    AssetNotes notes(parts_.memory, parts_.ledgers.assets, event_);
    TRY_VOID(notes.look_up());
    auto const choice = decide_tags(labels, policy);
    auto const chosen = chosen_of(labels, choice, policy);
    auto const wanted = without_removed(chosen.tags, notes.record(), asset_.tags, policy.variants);
    auto const plan =
        plan_tags(asset_.tags, wanted, policy.merge, policy.variants, notes.record().ours);
    planned_.kept.clear();
    std::ranges::copy_if(asset_.tags, std::back_inserter(planned_.kept),
                         [&](auto const& tag) { return !has_tag(plan.removed, tag); });
    planned_.change = {.added = plan.added, .removed = plan.removed};
    planned_.description = new_description(asset_, chosen.alt_text);
    planned_.engine = chosen.engine;
    planned_.model_version = chosen.model_version;
    add_reasons(choice, plan.added, planned_);
    bool const changes = plan.changes || planned_.description;
    planned_.end = changes ? PlannedEnd::change : PlannedEnd::same;
    return {};
  }

  Planner const& planner_;
  Pipeline const& parts_;
  Asset const& asset_;
  Event const event_;
  Deadline const& deadline_;
  Report& report_;
  PlannedAsset planned_;
};

}  // namespace

std::string_view to_string(PlannedEnd end) {
  return k_ends.at(static_cast<std::size_t>(end));
}

std::optional<PlannedEnd> planned_end_named(std::string_view name) {
  auto const found = std::ranges::find(k_ends, name);
  return found == k_ends.end() ? std::nullopt
                               : std::optional(static_cast<PlannedEnd>(found - k_ends.begin()));
}

Event event_of(Pipeline const& parts, Asset const& asset, std::string const& branch) {
  return {.module = "asset",
          .name = "create",
          .api_key = parts.settings.api_key,
          .branch = branch,
          .asset = asset};
}

PlannedAsset Planner::plan(Asset const& asset, Deadline const& deadline, Report& report) const {
  return Drafting(*this, asset, deadline, report).run();
}

}  // namespace stacktag
