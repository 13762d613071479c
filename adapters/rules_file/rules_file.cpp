// SPDX-License-Identifier: Apache-2.0
#include "rules_file/rules_file.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "crypto/hash.h"
#include "rules_file/mistakes.h"
#include "rules_file/policy_tables.h"
#include "rules_file/stack_tables.h"
#include "rules_file/table_reader.h"
#include "stacktag/limits.h"
#include "toml/toml.h"

namespace stacktag::rules_file {
namespace {

std::vector<std::string> read_patterns(TableReader& reader, std::string_view key) {
  std::vector<std::string> patterns;
  for (auto& text : reader.texts(key, TableReader::One::is_a_list).value_or(std::vector<Text>{})) {
    patterns.push_back(std::move(text.text));
  }
  return patterns;
}

AssetRule read_asset_rule(toml_text::Value const& value, std::size_t number, Lists& lists,
                          Mistakes& mistakes) {
  auto const mistakes_before = mistakes.count();
  auto const ordinal = "rule " + std::to_string(number);
  TableReader reader(std::get<toml_text::Table>(value.content), ordinal, mistakes);
  auto const name = reader.text("name");
  AssetRule rule{.name = name ? name->text : ordinal};
  rule.when = {.folders = read_patterns(reader, "folder"),
               .files = read_patterns(reader, "file"),
               .content_types = read_patterns(reader, "content_type"),
               .titles = read_patterns(reader, "title"),
               .branches = read_patterns(reader, "branch")};
  rule.skip = reader.truth("skip");
  rule.changes = read_policy_tables(reader, lists);
  bool const is_whole = mistakes.count() == mistakes_before;
  if (is_whole && rule.when == Condition{}) {
    mistakes.add(value.place, ordinal +
                                  " says for no asset that it is meant: it needs folder, file, "
                                  "content_type, title or branch");
  } else if (is_whole && !rule.skip && rule.changes == PolicyChanges{}) {
    mistakes.add(value.place, ordinal + " says nothing about its assets, not even skip = true");
  }
  reader.finish();
  return rule;
}

// Where a vocabulary is asked for, there have to be words.
void check_words(Rules const& rules, Mistakes& mistakes) {
  auto const check = [&mistakes](TagPolicy const& policy, std::string const& where) {
    auto const& vocabulary = policy.vocabulary;
    bool const has_words = vocabulary.words && vocabulary.words->size() > 0;
    if (vocabulary.mode != VocabularyMode::open && vocabulary.source == VocabularySource::listed &&
        !has_words) {
      mistakes.add({}, "the vocabulary of " + where +
                           " has no words: give words, file, or source = \"stack\"");
    }
  };
  check(rules.base, "the file");
  for (auto const& rule : rules.assets) {
    auto policy = rules.base;
    apply(rule.changes, policy);
    if (rule.changes.vocabulary_mode || rule.changes.vocabulary_source) {
      check(policy, "the rule " + in_quotes(rule.name));
    }
  }
}

Rules read_top(toml_text::Table const& table, ListSource const& source, Mistakes& mistakes) {
  Rules rules;
  Lists lists(source, mistakes);
  TableReader reader(table, "", mistakes);
  apply(read_policy_tables(reader, lists), rules.base);
  auto const given = reader.tables("rule");
  if (given.size() > limits::rules_for_assets_max) {
    mistakes.add(given[limits::rules_for_assets_max]->place,
                 "there are more than " + std::to_string(limits::rules_for_assets_max) + " rules");
  } else {
    for (auto const* const value : given) {
      rules.assets.push_back(read_asset_rule(*value, rules.assets.size() + 1, lists, mistakes));
    }
  }
  read_stack_tables(reader);
  reader.finish();
  if (mistakes.none()) {
    check_words(rules, mistakes);
  }
  return rules;
}

}  // namespace

Result<std::string> read_whole(std::string const& path) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) {
    return fail(Reason::bad_configuration, "there is no such file");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::array<char, 65'536> block{};
  while (file && text.size() <= limits::rules_file_bytes_max) {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (text.size() > limits::rules_file_bytes_max) {
    return fail(Reason::bad_configuration,
                "it has more than " + std::to_string(limits::rules_file_bytes_max) + " bytes");
  }
  if (file.bad() || !file.eof()) {
    return fail(Reason::bad_configuration, "it could not be read");
  }
  return text;
}

tl::expected<Rules, std::vector<Mistake>> parse_rules(std::string const& name,
                                                      std::string_view text,
                                                      ListSource const& lists) {
  Mistakes mistakes(name);
  auto const table = toml_text::parse(text);
  if (!table) {
    mistakes.add(table.error().place, table.error().message);
    return tl::unexpected(std::move(mistakes).sorted());
  }
  auto rules = read_top(*table, lists, mistakes);
  if (!mistakes.none()) {
    return tl::unexpected(std::move(mistakes).sorted());
  }
  return rules;
}

tl::expected<std::vector<StackTable>, std::vector<Mistake>> read_stacks(std::string const& path) {
  Mistakes mistakes(path);
  auto const text = read_whole(path);
  if (!text) {
    mistakes.add({}, text.error().message);
    return tl::unexpected(std::move(mistakes).sorted());
  }
  auto const table = toml_text::parse(*text);
  if (!table) {
    mistakes.add(table.error().place, table.error().message);
    return tl::unexpected(std::move(mistakes).sorted());
  }
  TableReader reader(*table, "", mistakes);
  auto stacks = read_stack_tables(reader);
  if (!mistakes.none()) {
    return tl::unexpected(std::move(mistakes).sorted());
  }
  return stacks;
}

tl::expected<Rules, std::vector<Mistake>> read_rules(std::string const& path) {
  auto const text = read_whole(path);
  if (!text) {
    return tl::unexpected(std::vector<Mistake>{{.file = path, .message = text.error().message}});
  }
  auto const folder = std::filesystem::path(path).parent_path();
  crypto::Hash hash(crypto::HashKind::sha256);
  hash.add(*text);
  auto rules = parse_rules(path, *text, [&](std::string const& file) {
    auto list = read_whole(folder / file);
    hash.add(list.value_or(std::string()));
    return list;
  });
  if (rules) {
    rules->hash = hash.finish();
  }
  return rules;
}

}  // namespace stacktag::rules_file
