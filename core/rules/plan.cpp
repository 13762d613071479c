// SPDX-License-Identifier: Apache-2.0
#include "rules/plan.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace stacktag {
namespace {

// Tags by what makes two of them one.
class Known {
 public:
  Known(std::vector<std::string> const& tags, Variants variants) : variants_(variants) {
    std::ranges::for_each(tags, [this](auto const& tag) { add(tag); });
  }
  /// Whether it was not there before.
  bool add(std::string const& tag) { return keys_.insert(tag_key(tag, variants_)).second; }
  bool has(std::string const& tag) const { return keys_.contains(tag_key(tag, variants_)); }

 private:
  Variants const variants_;
  std::set<std::string> keys_;
};

bool same_in_any_order(std::vector<std::string> a, std::vector<std::string> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

TagPlan plan_replacing(std::vector<std::string> const& existing,
                       std::vector<std::string> const& chosen, Variants variants) {
  // Where the engine found nothing, an editor's tags are better than none.
  if (chosen.empty() || same_in_any_order(existing, chosen)) {
    return {.tags = existing};
  }
  TagPlan plan{.tags = chosen, .changes = true};
  Known known(existing, variants);
  std::ranges::copy_if(chosen, std::back_inserter(plan.added),
                       [&](auto const& tag) { return known.add(tag); });
  Known const kept(chosen, variants);
  std::ranges::copy_if(existing, std::back_inserter(plan.removed),
                       [&](auto const& tag) { return !kept.has(tag); });
  return plan;
}

// The tags that are there, less those of ours that are not chosen any more.
TagPlan plan_keeping(std::vector<std::string> const& existing,
                     std::vector<std::string> const& chosen, Merge merge, Variants variants,
                     std::vector<std::string> const& ours) {
  if (merge != Merge::replace_machine) {
    return {.tags = existing};
  }
  Known const machine(ours, variants);
  Known const kept(chosen, variants);
  TagPlan plan;
  for (auto const& tag : existing) {
    bool const goes = machine.has(tag) && !kept.has(tag);
    (goes ? plan.removed : plan.tags).push_back(tag);
  }
  return plan;
}

void append(std::vector<std::string> const& tags, Variants variants, TagPlan& plan) {
  Known known(plan.tags, variants);
  for (auto const& tag : tags) {
    if (known.add(tag)) {
      plan.tags.push_back(tag);
      plan.added.push_back(tag);
    }
  }
}

}  // namespace

bool has_tag(std::vector<std::string> const& tags, std::string const& tag) {
  return std::ranges::find(tags, tag) != tags.end();
}

TagPlan plan_tags(std::vector<std::string> const& existing, std::vector<std::string> const& chosen,
                  Merge merge, Variants variants, std::vector<std::string> const& ours) {
  if (merge == Merge::replace) {
    return plan_replacing(existing, chosen, variants);
  }
  auto plan = plan_keeping(existing, chosen, merge, variants, ours);
  append(chosen, variants, plan);
  plan.changes = !plan.added.empty() || !plan.removed.empty();
  return plan;
}

TagPlan change_tags(std::vector<std::string> const& existing, TagChange const& change,
                    Variants variants) {
  TagPlan plan;
  for (auto const& tag : existing) {
    bool const goes = has_tag(change.removed, tag);
    (goes ? plan.removed : plan.tags).push_back(tag);
  }
  append(change.restored, variants, plan);
  append(change.added, variants, plan);
  plan.changes = !plan.added.empty() || !plan.removed.empty();
  return plan;
}

}  // namespace stacktag
