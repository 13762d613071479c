// SPDX-License-Identifier: Apache-2.0
#include "rules/spelling.h"

#include <algorithm>
#include <utility>

#include "rules/letters.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

// A word, and who last had a say in it.
struct Spelled {
  std::string word{};
  std::string rule{};
  std::string because{};
  bool is_ours = false;  ///< somebody of the house has written it, letter by letter
};

struct Refused {
  std::string rule{};
  std::string because{};
};

std::string quoted(std::string const& text) {
  return "\"" + text + "\"";
}

Spelled renamed(std::string const& name, TagPolicy const& policy) {
  auto const found = policy.renamed.find(name_key(name));
  if (found == policy.renamed.end()) {
    return {.word = std::string(trim(name))};
  }
  return {found->second, "rename", "it is called " + quoted(found->second) + " here", true};
}

std::string const* translation(Language const& language, std::string const& word,
                               std::string const& name) {
  for (auto const& key : {name_key(word), name_key(name)}) {
    auto const found = language.dictionary->find(key);
    if (found != language.dictionary->end()) {
      return &found->second;
    }
  }
  return nullptr;
}

// One word for each language; the engine's own where there are none.
std::vector<Spelled> translated(Spelled const& own, std::string const& name,
                                TagPolicy const& policy) {
  if (policy.languages.empty()) {
    return {own};
  }
  std::vector<Spelled> all;
  for (auto const& language : policy.languages) {
    auto const* const word = language.dictionary ? translation(language, own.word, name) : nullptr;
    if (word != nullptr) {
      all.push_back({*word, "languages." + language.name, "in " + language.name});
    } else if (!language.dictionary || policy.untranslated == Untranslated::keep) {
      all.push_back(own);
    }
  }
  return all;
}

std::string const* in_vocabulary(std::string const& word, Label const& label,
                                 TagPolicy const& policy) {
  if (!policy.vocabulary.words) {
    return nullptr;
  }
  auto const* found = policy.vocabulary.words->find(word);
  for (auto alias = label.aliases.begin(); found == nullptr && alias != label.aliases.end();
       ++alias) {
    found = policy.vocabulary.words->find(*alias);
  }
  return found;
}

std::string in_case(std::string const& word, LetterCase letter_case) {
  switch (letter_case) {
    case LetterCase::lower:
      return lower_letters(word);
    case LetterCase::title:
      return title_letters(word);
    case LetterCase::keep:
      break;
  }
  return word;
}

// The label's own prefix counts most, then that of the first of its categories that has one.
std::string const& prefix_for(Label const& label, TagPolicy const& policy) {
  auto const own = policy.labels.find(name_key(label.name));
  if (own != policy.labels.end() && own->second.prefix) {
    return *own->second.prefix;
  }
  for (auto const& name : label.categories) {
    auto const found = policy.categories.find(name_key(name));
    if (found != policy.categories.end() && found->second.prefix) {
      return *found->second.prefix;
    }
  }
  return policy.prefix;
}

// The word in the house's spelling, or why there is none.
bool finish(Spelled& spelled, Label const& label, TagPolicy const& policy, Refused& refused) {
  bool const asked = policy.vocabulary.mode != VocabularyMode::open;
  auto const* const known = asked ? in_vocabulary(spelled.word, label, policy) : nullptr;
  if (known != nullptr) {
    if (*known != spelled.word) {
      spelled.rule = "vocabulary";
      spelled.because = "the vocabulary has " + quoted(*known);
    }
    spelled.word = *known;
  } else if (policy.vocabulary.mode == VocabularyMode::only) {
    refused = {"vocabulary.mode = \"only\"", "the vocabulary has no such word"};
    return false;
  } else if (!spelled.is_ours) {
    spelled.word = in_case(spelled.word, policy.letter_case);
  }
  if (auto const* const pattern = blocking_pattern(spelled.word, policy)) {
    refused = {"tags.block", quoted(*pattern) + " blocks " + quoted(spelled.word)};
    return false;
  }
  spelled.word = prefix_for(label, policy) + spelled.word;
  if (!never_written_because(spelled.word).empty()) {
    refused = {"", "a tag has 1 to 50 characters, and no comma"};
    return false;
  }
  return true;
}

}  // namespace

// A comma cannot survive an upload (tags travel as one comma-joined text there), and 50 characters
// is the limit that Contentstack documents for tags of entries:
// https://www.contentstack.com/docs/content-managers/limitations/entries-limitations
std::string_view never_written_because(std::string_view tag) {
  if (tag.empty()) {
    return "it is empty";
  }
  if (tag.find(',') != std::string_view::npos) {
    return "it has a comma";
  }
  if (characters(tag) > limits::tag_characters_max) {
    return "it has more than 50 characters";
  }
  bool const has_controls = std::ranges::any_of(
      tag, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return has_controls ? "it has control characters" : "";
}

std::string const* blocking_pattern(std::string const& name, TagPolicy const& policy) {
  auto const found = std::ranges::find_if(policy.blocked,
                                          [&](auto const& pattern) { return fits(pattern, name); });
  return found == policy.blocked.end() ? nullptr : &*found;
}

void spell(Candidate& candidate, TagPolicy const& policy) {
  auto& decision = candidate.decision;
  auto const& name = candidate.label.name;
  Refused refused{"languages.untranslated", "no dictionary has it"};
  for (auto& spelled : translated(renamed(name, policy), name, policy)) {
    if (!finish(spelled, candidate.label, policy, refused)) {
      continue;
    }
    if (decision.rule.empty() && !spelled.rule.empty()) {
      decision.rule = spelled.rule;
      decision.because = spelled.because;
    }
    decision.tags.push_back(std::move(spelled.word));
  }
  if (decision.tags.empty()) {
    candidate.drop(std::move(refused.rule), std::move(refused.because));
    return;
  }
  bool const same = decision.tags.size() == 1 && decision.tags.front() == name;
  decision.verdict = same ? Verdict::kept : Verdict::renamed;
}

bool is_preferred(Candidate const& candidate, TagPolicy const& policy) {
  if (policy.vocabulary.mode != VocabularyMode::prefer || !policy.vocabulary.words) {
    return false;
  }
  return std::ranges::any_of(candidate.decision.tags, [&](std::string_view tag) {
    auto const& prefix = prefix_for(candidate.label, policy);
    return policy.vocabulary.words->find(tag.substr(prefix.size())) != nullptr;
  });
}

}  // namespace stacktag
