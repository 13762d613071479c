// SPDX-License-Identifier: Apache-2.0
// A file of rules is taken or refused with its mistakes, and whatever rules come out keep what they
// promise. The text serves as its own list of words, too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "rules/choose.h"
#include "rules/plan.h"
#include "rules_file/rules_file.h"
#include "stacktag/limits.h"

namespace {

using namespace stacktag;

Labels some_labels() {
  return {.found = {{.name = "Horse", .confidence = 99, .parents = {"Animal"}, .aliases = {"Pony"}},
                    {.name = "Animal", .confidence = 98},
                    {.name = "Red", .confidence = 40, .categories = {"Colors"}}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(bytes), size);
  auto const rules = rules_file::parse_rules(
      "fuzz", text, [&text](std::string const&) -> Result<std::string> { return text; });
  if (!rules) {
    auto const count = rules.error().size();
    if (count == 0 || count > limits::rules_mistakes_max) {
      std::abort();
    }
    return 0;
  }
  auto const policy = rule_on(*rules, {.filename = "a.png", .title = "A"}, "main").policy;
  auto const tags = choose_tags(some_labels(), policy);
  auto const plan = plan_tags({"kept"}, tags, Merge::add, policy.variants);
  bool const again = plan_tags(plan.tags, tags, Merge::add, policy.variants).changes;
  if (tags.size() > static_cast<std::size_t>(policy.tags_max) || plan.tags.front() != "kept" ||
      again || needs_of(*rules).labels_max < policy.tags_max) {
    std::abort();
  }
  return 0;
}
