// SPDX-License-Identifier: Apache-2.0
// How labels become tags, for one asset: the customer's rules with everything decided.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/labels.h"
#include "rules/words.h"

namespace stacktag {

enum class Merge {
  add,              ///< `union`: after the tags that are there; none is ever taken away
  replace,          ///< instead of the tags that are there, as the original function did
  replace_machine,  ///< instead of those that we wrote, which the ledger knows
};

enum class PersonGuesses { leave_out, keep };

/// Which of the labels that only name the kind of another one (Animal, of Horse) become tags.
enum class Parents {
  found,    ///< those that the engine lists, like any label
  none,     ///< none of them
  nearest,  ///< the one next to the label
  chain,    ///< all of them, also those that the engine does not list by themselves
  root,     ///< the most general one
};

enum class Aliases { leave_out, add };
enum class LetterCase { keep, lower, title };

enum class VocabularyMode {
  open,    ///< any word
  prefer,  ///< its words first, then others
  only,    ///< no other word
};
enum class VocabularySource {
  listed,  ///< in the file of rules, or in a file that it names
  stack,   ///< the tags that the stack's assets have
};

struct Vocabulary {
  VocabularyMode mode = VocabularyMode::open;
  VocabularySource source = VocabularySource::listed;
  std::shared_ptr<Words const> words{};  ///< null: none are known

  bool operator==(Vocabulary const&) const = default;
};

enum class Untranslated { keep, leave_out };

/// From name_key of a label to the word of a language.
using Dictionary = std::map<std::string, std::string>;

/// A language that tags are written in. Without a dictionary, the engine's own.
struct Language {
  std::string name{};
  std::shared_ptr<Dictionary const> dictionary{};

  bool operator==(Language const&) const = default;
};

struct LabelRule {
  std::optional<double> confidence_min{};
  std::optional<std::string> prefix{};

  bool operator==(LabelRule const&) const = default;
};

struct CategoryRule {
  std::string name{};  ///< as the rule has it
  std::optional<double> confidence_min{};
  std::optional<int> tags_max{};
  std::optional<std::string> prefix{};

  bool operator==(CategoryRule const&) const = default;
};

/// A parent that is none: `label` may have wildcards.
struct Cut {
  std::string label{};
  std::string parent{};

  bool operator==(Cut const&) const = default;
};

enum class AltText { off, write };

struct TagPolicy {
  double confidence_min = 70;              ///< 0 to 100
  std::map<Feature, double> thresholds{};  ///< instead, of what answers other questions
  int tags_max = 10;                       ///< new tags for one asset, from 1
  Merge merge = Merge::add;
  PersonGuesses person_guesses = PersonGuesses::leave_out;
  Parents parents = Parents::found;
  std::vector<Cut> cuts{};
  Aliases aliases = Aliases::leave_out;
  LetterCase letter_case = LetterCase::keep;
  Variants variants = Variants::apart;
  std::string prefix{};
  std::vector<std::string> blocked{};                ///< patterns
  std::map<std::string, LabelRule> labels{};         ///< by name_key
  std::map<std::string, CategoryRule> categories{};  ///< by name_key
  std::map<std::string, std::string> renamed{};      ///< from name_key to the word
  Vocabulary vocabulary{};
  std::vector<Language> languages{};  ///< empty: the engine's own
  Untranslated untranslated = Untranslated::keep;
  AltText alt_text = AltText::off;
  double alt_text_confidence_min = 80;

  bool operator==(TagPolicy const&) const = default;
};

/// What a rule says of a policy; what it leaves open stays as it was. Lists take the place of the
/// list that was there, entries of maps the place of the entry of the same name.
struct PolicyChanges {
  std::optional<double> confidence_min{};
  std::optional<int> tags_max{};
  std::optional<Merge> merge{};
  std::optional<PersonGuesses> person_guesses{};
  std::optional<Parents> parents{};
  std::optional<std::vector<Cut>> cuts{};
  std::optional<Aliases> aliases{};
  std::optional<LetterCase> letter_case{};
  std::optional<Variants> variants{};
  std::optional<std::string> prefix{};
  std::optional<std::vector<std::string>> blocked{};
  std::map<std::string, LabelRule> labels{};
  std::map<std::string, CategoryRule> categories{};
  std::map<std::string, std::string> renamed{};
  std::optional<VocabularyMode> vocabulary_mode{};
  std::optional<VocabularySource> vocabulary_source{};
  std::optional<std::shared_ptr<Words const>> vocabulary_words{};
  std::optional<std::vector<Language>> languages{};
  std::optional<Untranslated> untranslated{};
  std::optional<AltText> alt_text{};
  std::optional<double> alt_text_confidence_min{};

  bool operator==(PolicyChanges const&) const = default;
};

void apply(PolicyChanges const& changes, TagPolicy& policy);

}  // namespace stacktag
