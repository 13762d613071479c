// SPDX-License-Identifier: Apache-2.0
// A file of rules is taken or refused with its mistakes, and whatever rules come out keep what they
// promise. The text serves as its own list of words, too.

#include "fuzz/target.h"
#include "rules/choose.h"
#include "rules/plan.h"
#include "rules_file/rules_file.h"
#include "stacktag/limits.h"

namespace stacktag::fuzz {
namespace {

Labels some_labels() {
  return {.found = {{.name = "Horse", .confidence = 99, .parents = {"Animal"}, .aliases = {"Pony"}},
                    {.name = "Animal", .confidence = 98},
                    {.name = "Red", .confidence = 40, .categories = {"Colors"}}}};
}

}  // namespace

FUZZ_TARGET(rules_toml) {
  auto const rules = rules_file::parse_rules(
      "fuzz", text,
      [text](std::string const&) -> Result<std::string> { return std::string(text); });
  if (!rules) {
    auto const count = rules.error().size();
    hold(count > 0);
    hold(count <= limits::rules_mistakes_max);
    return;
  }
  auto const policy = rule_on(*rules, {.filename = "a.png", .title = "A"}, "main").policy;
  auto const tags = choose_tags(some_labels(), policy);
  auto const plan = plan_tags({"kept"}, tags, Merge::add, policy.variants);
  bool const again = plan_tags(plan.tags, tags, Merge::add, policy.variants).changes;
  hold(std::ssize(tags) <= policy.tags_max);
  hold(plan.tags.front() == "kept");
  hold(!again);
  hold(needs_of(*rules).labels_max >= policy.tags_max);
}

}  // namespace stacktag::fuzz
