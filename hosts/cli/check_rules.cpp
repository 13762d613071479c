// SPDX-License-Identifier: Apache-2.0
#include "cli/check_rules.h"

#include <ostream>

#include "cli/printable.h"
#include "rules_file/rules_file.h"

namespace stacktag::cli {
namespace {

void summarise(Rules const& rules, std::ostream& out) {
  auto const& base = rules.base;
  out << "  confidence " << base.confidence_min << ", at most " << base.tags_max << " tags, "
      << base.labels.size() << " labels and " << base.categories.size()
      << " categories of their own\n"
      << "  " << base.renamed.size() << " renamed, " << base.blocked.size() << " blocked\n";
  if (base.vocabulary.words) {
    out << "  " << base.vocabulary.words->size() << " words in the vocabulary\n";
  }
  for (auto const& language : base.languages) {
    out << "  language " << printable(language.name) << ": "
        << (language.dictionary ? std::to_string(language.dictionary->size()) + " words"
                                : "the engine's own words")
        << '\n';
  }
  for (auto const& rule : rules.assets) {
    out << "  rule " << printable(rule.name) << (rule.skip.value_or(false) ? ": skips\n" : "\n");
  }
}

}  // namespace

ExitCode check_rules(RulesArguments const& arguments, Console const& console) {
  auto const rules = rules_file::read_rules(arguments.file);
  if (!rules) {
    for (auto const& mistake : rules.error()) {
      console.err << printable(to_string(mistake)) << '\n';
    }
    return ExitCode::mistaken;
  }
  console.out << printable(arguments.file) << ": no mistakes\n";
  summarise(*rules, console.out);
  return ExitCode::well;
}

}  // namespace stacktag::cli
