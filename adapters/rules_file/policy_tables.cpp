// SPDX-License-Identifier: Apache-2.0
#include "rules_file/policy_tables.h"

#include <algorithm>
#include <utility>

#include "rules_file/word_lists.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::rules_file {
namespace {

// The choices of a key are in the order of the enumeration.
template <class Enum>
std::optional<Enum> enumerated(TableReader& reader, std::string_view key,
                               std::vector<std::string_view> const& choices) {
  auto const chosen = reader.choice(key, choices);
  return chosen ? std::optional(static_cast<Enum>(*chosen)) : std::nullopt;
}

std::optional<std::string> read_prefix(TableReader& reader) {
  auto prefix = reader.text("prefix");
  if (!prefix) {
    return std::nullopt;
  }
  if (prefix->text.find(',') != std::string::npos ||
      characters(prefix->text) > limits::tag_characters_max / 2) {
    reader.mistakes().add(prefix->place, "prefix must have no comma, and at most " +
                                             std::to_string(limits::tag_characters_max / 2) +
                                             " characters");
    return std::nullopt;
  }
  return std::move(prefix->text);
}

std::vector<std::string> plain(std::vector<Text> texts) {
  std::vector<std::string> all;
  all.reserve(texts.size());
  for (auto& text : texts) {
    all.push_back(std::move(text.text));
  }
  return all;
}

std::optional<std::vector<Cut>> read_cuts(TableReader& reader) {
  auto const texts = reader.texts("cut");
  if (!texts) {
    return std::nullopt;
  }
  std::vector<Cut> cuts;
  for (auto const& [text, place] : *texts) {
    auto const arrow = text.find('>');
    auto const label = trim(std::string_view(text).substr(0, std::min(arrow, text.size())));
    auto const parent = arrow == std::string::npos ? std::string_view()
                                                   : trim(std::string_view(text).substr(arrow + 1));
    if (label.empty() || parent.empty()) {
      reader.mistakes().add(place, "cut is written as \"label > parent\", not " + in_quotes(text));
    } else {
      cuts.push_back({std::string(label), std::string(parent)});
    }
  }
  return cuts;
}

template <class Enum>
std::optional<Enum> by_truth(TableReader& reader, std::string_view key, Enum if_false,
                             Enum if_true) {
  auto const truth = reader.truth(key);
  return truth ? std::optional(*truth ? if_true : if_false) : std::nullopt;
}

void read_tags(toml_text::Table const& table, Mistakes& mistakes, PolicyChanges& changes) {
  TableReader reader(table, "[tags]", mistakes);
  changes.confidence_min = reader.number("min_confidence", 0, 100);
  changes.tags_max = reader.whole("max", 1, limits::new_tags_max);
  changes.merge = enumerated<Merge>(reader, "merge", {"union", "replace", "replace-machine"});
  changes.person_guesses =
      enumerated<PersonGuesses>(reader, "person_guesses", {"leave_out", "keep"});
  changes.parents =
      enumerated<Parents>(reader, "parents", {"found", "none", "nearest", "chain", "root"});
  changes.cuts = read_cuts(reader);
  changes.aliases = by_truth(reader, "aliases", Aliases::leave_out, Aliases::add);
  changes.letter_case = enumerated<LetterCase>(reader, "case", {"keep", "lower", "title"});
  changes.variants = by_truth(reader, "join_variants", Variants::apart, Variants::together);
  changes.prefix = read_prefix(reader);
  if (auto blocked = reader.texts("block")) {
    changes.blocked = plain(*std::move(blocked));
  }
  reader.finish();
}

// Calls `use` with the reader of each table in `table`, and with its name and its place.
template <class Use>
void each_table(toml_text::Table const& table, std::string const& name, Mistakes& mistakes,
                Use use) {
  std::map<std::string, std::string> seen;
  for (auto const& member : table) {
    auto const* const inner = std::get_if<toml_text::Table>(&member.value.content);
    auto const [twin, is_new] = seen.emplace(name_key(member.key), member.key);
    if (inner == nullptr) {
      mistakes.add(member.value.place, name + "." + member.key + " must be a table");
    } else if (!is_new) {
      mistakes.add(member.place, in_quotes(member.key) + " and " + in_quotes(twin->second) +
                                     " are the same name in [" + name + "]");
    } else {
      TableReader reader(*inner, "[" + name + "." + in_quotes(member.key) + "]", mistakes);
      use(reader, member.key);
      reader.finish();
    }
  }
}

void read_labels(toml_text::Table const& table, Mistakes& mistakes, PolicyChanges& changes) {
  each_table(table, "labels", mistakes, [&](TableReader& reader, std::string const& name) {
    auto& rule = changes.labels[name_key(name)];
    rule.confidence_min = reader.number("min_confidence", 0, 100);
    rule.prefix = read_prefix(reader);
  });
}

void read_categories(toml_text::Table const& table, Mistakes& mistakes, PolicyChanges& changes) {
  each_table(table, "categories", mistakes, [&](TableReader& reader, std::string const& name) {
    auto& rule = changes.categories[name_key(name)];
    rule.name = name;
    rule.confidence_min = reader.number("min_confidence", 0, 100);
    rule.tags_max = reader.whole("max", 0, limits::new_tags_max);
    rule.prefix = read_prefix(reader);
  });
}

// A word that can be no tag would silently drop every label that is renamed to it.
bool is_word(std::string_view word, toml_text::Place place, Mistakes& mistakes) {
  auto const fault = fault_of_tag(trim(word));
  if (!fault.empty()) {
    mistakes.add(place, in_quotes(word) + " can be no tag: " + fault);
  }
  return fault.empty();
}

void rename(std::string const& from, std::string const& to, toml_text::Place place,
            Mistakes& mistakes, PolicyChanges& changes) {
  auto const [known, is_new] = changes.renamed.emplace(name_key(from), trim(to));
  if (!is_new && known->second != trim(to)) {
    mistakes.add(place, in_quotes(from) + " is already renamed to " + in_quotes(known->second));
  }
}

void read_renames(toml_text::Table const& table, Mistakes& mistakes, PolicyChanges& changes) {
  for (auto const& [key, place, value] : table) {
    auto const* const word = std::get_if<std::string>(&value.content);
    if (word == nullptr) {
      mistakes.add(value.place, "rename." + key + " must be a text, not " +
                                    std::string(toml_text::kind_of(value)));
    } else if (is_word(*word, value.place, mistakes)) {
      rename(key, *word, place, mistakes, changes);
    }
  }
}

void read_synonyms(toml_text::Table const& table, Mistakes& mistakes, PolicyChanges& changes) {
  TableReader reader(table, "[synonyms]", mistakes);
  for (auto const& member : table) {
    auto const labels = reader.texts(member.key);
    if (!is_word(member.key, member.place, mistakes) || !labels) {
      continue;
    }
    for (auto const& label : *labels) {
      rename(label.text, member.key, label.place, mistakes, changes);
    }
  }
}

void read_vocabulary(toml_text::Table const& table, Lists& lists, Mistakes& mistakes,
                     PolicyChanges& changes) {
  TableReader reader(table, "[vocabulary]", mistakes);
  changes.vocabulary_mode = enumerated<VocabularyMode>(reader, "mode", {"open", "prefer", "only"});
  changes.vocabulary_source = enumerated<VocabularySource>(reader, "source", {"listed", "stack"});
  auto const words = reader.texts("words");
  auto const file = reader.text("file");
  if (words && file) {
    mistakes.add(file->place, "words and file exclude each other");
  } else if (words) {
    for (auto const& word : *words) {
      is_word(word.text, word.place, mistakes);
    }
    changes.vocabulary_words = std::make_shared<Words const>(plain(*words));
  } else if (file) {
    changes.vocabulary_words = lists.vocabulary(*file);
  }
  if (changes.vocabulary_words && changes.vocabulary_source == VocabularySource::stack) {
    mistakes.add(file ? file->place : table.front().place,
                 "source = \"stack\" takes the words from the stack: words and file are too much");
  }
  reader.finish();
}

void read_languages(toml_text::Table const& table, Lists& lists, Mistakes& mistakes,
                    PolicyChanges& changes) {
  TableReader reader(table, "[languages]", mistakes);
  auto const given_names = reader.texts("use");
  auto const names = given_names.value_or(std::vector<Text>{});
  changes.untranslated = enumerated<Untranslated>(reader, "untranslated", {"keep", "leave_out"});
  static toml_text::Table const none;
  auto const* const given = reader.table("dictionaries");
  TableReader files(given == nullptr ? none : *given, "[languages.dictionaries]", mistakes);
  std::vector<Language> languages;
  for (auto const& [name, place] : names) {
    auto const file = files.text(name);
    if (!file && name != "en") {
      mistakes.add(place, "there is no dictionary of " + in_quotes(name) +
                              " in [languages.dictionaries]; only \"en\" needs none");
      continue;
    }
    languages.push_back({name, file ? lists.dictionary(*file) : nullptr});
  }
  for (auto const& member : given == nullptr ? none : *given) {
    if (std::ranges::find(names, member.key, &Text::text) == names.end()) {
      mistakes.add(member.place, in_quotes(member.key) +
                                     " is not in languages.use, so that its dictionary would "
                                     "never count");
    }
  }
  if (given_names) {
    changes.languages = std::move(languages);
  }
  reader.finish();
}

void read_alt_text(toml_text::Table const& table, Mistakes& mistakes, PolicyChanges& changes) {
  TableReader reader(table, "[alt_text]", mistakes);
  changes.alt_text = by_truth(reader, "write", AltText::off, AltText::write);
  changes.alt_text_confidence_min = reader.number("min_confidence", 0, 100);
  reader.finish();
}

}  // namespace

std::optional<std::string> Lists::read(Text const& file) {
  auto text = source_(file.text);
  if (!text) {
    mistakes_.add(file.place, in_quotes(file.text) + " cannot be read: " + text.error().message);
    return std::nullopt;
  }
  return *std::move(text);
}

std::shared_ptr<Words const> Lists::vocabulary(Text const& file) {
  auto const [place, is_new] = vocabularies_.try_emplace(file.text);
  if (is_new) {
    if (auto const text = read(file)) {
      place->second = std::make_shared<Words const>(parse_vocabulary(file.text, *text, mistakes_));
    }
  }
  return place->second;
}

std::shared_ptr<Dictionary const> Lists::dictionary(Text const& file) {
  auto const [place, is_new] = dictionaries_.try_emplace(file.text);
  if (is_new) {
    if (auto const text = read(file)) {
      place->second =
          std::make_shared<Dictionary const>(parse_dictionary(file.text, *text, mistakes_));
    }
  }
  return place->second;
}

PolicyChanges read_policy_tables(TableReader& reader, Lists& lists) {
  PolicyChanges changes;
  auto& mistakes = reader.mistakes();
  auto const with = [&reader](std::string_view key, auto const& read) {
    if (auto const* const table = reader.table(key)) {
      read(*table);
    }
  };
  with("tags", [&](auto const& table) { read_tags(table, mistakes, changes); });
  with("labels", [&](auto const& table) { read_labels(table, mistakes, changes); });
  with("categories", [&](auto const& table) { read_categories(table, mistakes, changes); });
  with("rename", [&](auto const& table) { read_renames(table, mistakes, changes); });
  with("synonyms", [&](auto const& table) { read_synonyms(table, mistakes, changes); });
  with("vocabulary", [&](auto const& table) { read_vocabulary(table, lists, mistakes, changes); });
  with("languages", [&](auto const& table) { read_languages(table, lists, mistakes, changes); });
  with("alt_text", [&](auto const& table) { read_alt_text(table, mistakes, changes); });
  return changes;
}

}  // namespace stacktag::rules_file
