// SPDX-License-Identifier: Apache-2.0
// What a file of rules says, rule by rule for the assets that it names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "lists.h"
#include "stacktag/limits.h"

namespace stacktag::rules_file {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Rules rules_of(std::string const& text) {
  auto rules = parse_rules("s.toml", text, lists_in_memory({{"w", "Dog\n"}}));
  EXPECT_TRUE(rules) << to_string(rules.error().front());
  return rules.value_or(Rules{});
}

class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(std::string const& name, std::string const& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path const path_ =
      std::filesystem::path(testing::TempDir()) /
      (std::string("rules-") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST(RulesFile, AnEmptyOneChangesNothing) {
  EXPECT_EQ(rules_of(""), Rules{});
  EXPECT_EQ(rules_of("# only a comment\n"), Rules{});
}

TEST(RulesFile, ARuleCountsForTheAssetsThatItNames) {
  auto const rules = rules_of(R"(
tags.max = 9
[[rule]]
name = "logos"
folder = ["bltlogos", "cs_root"]
file = "*.svg"
skip = true
[[rule]]
title = "*hero*"
branch = "dev*"
tags.max = 3
[[rule]]
content_type = "image/gif"
tags.max = 1
)");
  auto const ruling = [&](Asset const& asset, std::string const& branch = "main") {
    return rule_on(rules, asset, branch);
  };
  EXPECT_EQ(ruling({}).policy.tags_max, 9);
  EXPECT_EQ(ruling({}).skipped_by, std::nullopt);
  EXPECT_EQ(ruling({.filename = "Logo.SVG"}).skipped_by, "logos");
  EXPECT_EQ(ruling({.filename = "logo.svg", .folder = "bltlogos"}).skipped_by, "logos");
  EXPECT_EQ(ruling({.filename = "logo.svg", .folder = "bltother"}).skipped_by, std::nullopt);
  EXPECT_EQ(ruling({.title = "The hero of the day"}, "develop").policy.tags_max, 3);
  EXPECT_EQ(ruling({.title = "The hero of the day"}).policy.tags_max, 9);
  EXPECT_EQ(ruling({.content_type = "image/gif", .title = "hero"}, "dev").policy.tags_max, 1)
      << "a later rule counts more";
}

TEST(RulesFile, ALaterRuleCanTakeASkipBack) {
  auto const rules =
      rules_of("[[rule]]\nfile = \"*\"\nskip = true\n[[rule]]\nfile = \"keep*\"\nskip = false\n");
  EXPECT_EQ(rule_on(rules, {.filename = "a.png"}, "").skipped_by, "rule 1");
  EXPECT_EQ(rule_on(rules, {.filename = "keep.png"}, "").skipped_by, std::nullopt);
}

TEST(RulesFile, WhatTheEnvironmentSaysCountsMoreThanAnyRule) {
  auto rules =
      rules_of("tags.max = 5\n[[rule]]\nfile = \"*\"\ntags.max = 3\ntags.case = \"lower\"\n");
  rules.last.tags_max = 7;
  auto const policy = rule_on(rules, {}, "").policy;
  EXPECT_EQ(policy.tags_max, 7);
  EXPECT_EQ(policy.letter_case, LetterCase::lower);
}

TEST(RulesFile, EveryTableMayStandBelowARule) {
  auto const rules = rules_of(R"(
rename.Dog = "Hound"
labels.Dog.min_confidence = 50
[[rule]]
file = "*"
rename.Cat = "Tom"
labels.Dog.prefix = "x:"
labels.Cat.min_confidence = 20
categories.Colors.max = 1
synonyms.Bird = ["Crow"]
vocabulary = {mode = "only", file = "w"}
languages.use = ["en"]
alt_text.write = true
tags = {block = ["x"], cut = ["a > b"], merge = "replace", aliases = true, join_variants = true}
)");
  auto const policy = rule_on(rules, {}, "").policy;
  EXPECT_EQ(policy.renamed.at("dog"), "Hound");
  EXPECT_EQ(policy.renamed.at("cat"), "Tom");
  EXPECT_EQ(policy.renamed.at("crow"), "Bird");
  EXPECT_EQ(policy.labels.at("dog"), (LabelRule{50, "x:"}));
  EXPECT_EQ(policy.categories.at("colors").tags_max, 1);
  EXPECT_EQ(policy.vocabulary.mode, VocabularyMode::only);
  EXPECT_EQ(policy.languages.size(), 1U);
  EXPECT_EQ(policy.alt_text, AltText::write);
  EXPECT_EQ(policy.merge, Merge::replace);
  EXPECT_THAT(policy.blocked, ElementsAre("x"));
  EXPECT_EQ(general_policy(rules).labels.size(), 1U) << "the rule has not changed what is general";
}

TEST(RulesFile, TheEngineIsAskedForWhatAnyRuleMayUse) {
  auto const rules = rules_of(R"(
tags = {min_confidence = 80, max = 3, person_guesses = "keep"}
[[rule]]
file = "a"
tags.max = 20
[[rule]]
file = "b"
labels.Dog.min_confidence = 31
)");
  EXPECT_EQ(needs_of(rules).confidence_min, 31);
  EXPECT_EQ(needs_of(rules).labels_max, limits::labels_max) << "rules for labels drop some";
  EXPECT_EQ(needs_of(rules_of("[[rule]]\nfile = \"a\"\ntags.max = 20\n")).labels_max, 62);
}

TEST(RulesFile, ListsAreFoundBesideIt) {
  Folder const folder;
  folder.write("lists/words.txt",
               "\xEF\xBB\xBF"
               "Dog\r\nCat\r\n");
  auto const path =
      folder.write("s.toml", "vocabulary = {mode = \"only\", file = \"lists/words.txt\"}");
  auto const rules = read_rules(path);
  ASSERT_TRUE(rules) << to_string(rules.error().front());
  EXPECT_EQ(rules->base.vocabulary.words->size(), 2U);
  EXPECT_NE(rules->base.vocabulary.words->find("dogs"), nullptr);
}

TEST(RulesFile, IsRefusedWhereItCannotBeReadOrIsTooLarge) {
  Folder const folder;
  auto const absent = read_rules("/nowhere/s.toml");
  ASSERT_FALSE(absent);
  EXPECT_EQ(to_string(absent.error().front()), "/nowhere/s.toml: there is no such file");
  auto const large =
      read_rules(folder.write("s.toml", std::string(limits::rules_file_bytes_max + 1, '#')));
  ASSERT_FALSE(large);
  EXPECT_THAT(to_string(large.error().front()), HasSubstr("more than 1048576 bytes"));
  EXPECT_TRUE(read_rules(folder.write("t.toml", std::string(limits::rules_file_bytes_max, '#'))));
}

}  // namespace
}  // namespace stacktag::rules_file
