// SPDX-License-Identifier: Apache-2.0
// Every mistake, where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lists.h"
#include "stacktag/limits.h"

namespace stacktag::rules_file {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<std::string> mistakes(std::string const& text, ListSource const& lists) {
  auto const rules = parse_rules("s.toml", text, lists);
  std::vector<std::string> all;
  if (!rules) {
    for (auto const& mistake : rules.error()) {
      all.push_back(to_string(mistake));
    }
  }
  return all;
}

std::vector<std::string> mistakes(std::string const& text) {
  return mistakes(text, lists_in_memory());
}

auto at(std::string const& place, std::string const& what) {
  return AllOf(StartsWith("s.toml:" + place + ": "), HasSubstr(what));
}

TEST(Mistakes, AreAllToldAtOnceInTheOrderOfTheText) {
  EXPECT_THAT(
      mistakes(R"([tags]
min_confidence = 101
max = "ten"
case = "uper"
maxx = 3
block = ["a", 1, ""]

[colours]
[vocabulary]
mode = "onyl"
)"),
      ElementsAre(at("2:18", "min_confidence must be a number from 0 to 100, not 101"),
                  at("3:7", "max must be a whole number from 1 to 100, not a text"),
                  at("4:8", "case must be one of \"keep\", \"lower\", \"title\", not \"uper\""),
                  at("5:1", "there is no key \"maxx\" in [tags]; did you mean \"max\"?"),
                  at("6:15", "block must be a text, not a whole number"),
                  at("6:18", "block must not have an empty text"),
                  at("8:2", "there is no key \"colours\""), at("10:8", "did you mean \"only\"?")));
}

TEST(Mistakes, WhatIsNoTomlSaysWhereItEnds) {
  EXPECT_THAT(mistakes("[tags]\nmax = = 3\n"), ElementsAre(StartsWith("s.toml:2:")));
  EXPECT_THAT(mistakes("[tags]\nmax = 3\nmax = 4\n"), ElementsAre(StartsWith("s.toml:3:")));
  EXPECT_THAT(mistakes("[tags"), ElementsAre(StartsWith("s.toml:1:")));
  EXPECT_THAT(mistakes("a = \"\xff\"\n"), ElementsAre(StartsWith("s.toml:1:")));
}

struct Wrong {
  std::string text;
  std::string place;
  std::string what;
};

TEST(Mistakes, OfEveryKind) {
  std::vector<Wrong> const all{
      {"tags = 3", "1:8", "tags must be a table"},
      {"tags.max = 0", "1:12", "from 1 to 100, not 0"},
      {"tags.max = 2.5", "1:12", "a whole number from 1 to 100, not a number"},
      {"tags.max = 2024-01-01", "1:12", "not a date or time"},
      {"tags.min_confidence = nan", "1:23", "not nan"},
      {"tags.min_confidence = inf", "1:23", "not inf"},
      {"tags.aliases = \"yes\"", "1:16", "true or false, not a text"},
      {"tags.join_variants = 1", "1:22", "true or false, not a whole number"},
      {"tags.merge = \"overwrite\"", "1:14", "merge must be"},
      {"tags.merge = \"mix\"", "1:14", "\"union\", \"replace\""},
      {"tags.parents = \"neerest\"", "1:16", "did you mean \"nearest\"?"},
      {"tags.cut = [\"Snow\"]", "1:13", "label > parent"},
      {"tags.cut = [\"> Snow\"]", "1:13", "label > parent"},
      {"tags.cut = \"A > B\"", "1:12", "a list of texts, not a text"},
      {"tags.prefix = \"a,b\"", "1:15", "no comma"},
      {"tags.prefix = \"" + std::string(26, 'x') + "\"", "1:15", "at most 25 characters"},
      {"tags.prefix = \"a\\u0007\"", "1:15", "control characters"},
      {"labels.Dog = 3", "1:14", "labels.Dog must be a table"},
      {"labels.Dog.max = 3", "1:12", "there is no key \"max\" in [labels.\"Dog\"]"},
      {"labels.Dog.prefix = \"a\"\nlabels.dog.prefix = \"b\"", "2:8", "are the same name"},
      {"categories.Colors.min_confidence = -1", "1:36", "from 0 to 100, not -1"},
      {"rename.Dog = 3", "1:14", "rename.Dog must be a text"},
      {"rename.Dog = \"\"", "1:14", "can be no tag"},
      {"rename.Dog = \"a,b\"", "1:14", "can be no tag: a tag cannot have a comma"},
      {"rename.Dog = \"A\"\nsynonyms.B = [\"dog\"]", "2:15", "already renamed to \"A\""},
      {"synonyms.Dog = \"Hound\"", "1:16", "a list of texts"},
      {"vocabulary.words = [\"a,b\"]", "1:21", "can be no tag"},
      {"vocabulary.words = []\nvocabulary.file = \"w\"", "2:19", "exclude each other"},
      {"vocabulary.file = \"w\"", "1:19", "\"w\" cannot be read: there is no such file"},
      {"vocabulary.source = \"stack\"\nvocabulary.words = []", "1:12", "too much"},
      {"languages.use = [\"de\"]", "1:18", "there is no dictionary of \"de\""},
      {"languages.dictionaries.de = \"w\"", "1:24", "\"de\" is not in languages.use"},
      {"languages = {use = [\"en\"], dictionaries = {de = \"w\"}}", "1:44", "\"de\" is not in"},
      {"languages.untranslated = \"drop\"", "1:26", "\"keep\", \"leave_out\""},
      {"alt_text = true", "1:12", "alt_text must be a table"},
      {"alt_text.write = 1", "1:18", "true or false"},
      {"rule = 3", "1:8", "written as [[rule]]"},
      {"[rule]\nskip = true", "1:1", "written as [[rule]]"},
      {"[[rule]]\nskip = true", "1:1", "rule 1 says for no asset that it is meant"},
      {"[[rule]]\nfile = \"*\"", "1:1", "rule 1 says nothing about its assets"},
      {"[[rule]]\nfile = 3\nskip = true\ntitle = \"x\"", "2:8", "a list of texts"},
      {"[[rule]]\nfile = \"*\"\ntags.max = 0", "3:12", "from 1 to 100"},
      {"[[rule]]\nfile = \"*\"\nskip = true\nfolders = \"x\"", "4:1", "did you mean \"folder\"?"},
  };
  for (auto const& wrong : all) {
    SCOPED_TRACE(wrong.text);
    EXPECT_THAT(mistakes(wrong.text), ElementsAre(at(wrong.place, wrong.what)));
  }
}

TEST(Mistakes, OfAVocabularyWithoutWords) {
  EXPECT_THAT(mistakes("vocabulary.mode = \"only\""),
              ElementsAre(HasSubstr("the vocabulary of the file has no words")));
  EXPECT_THAT(mistakes("vocabulary = {mode = \"only\", words = []}"),
              ElementsAre(HasSubstr("the vocabulary of the file has no words")));
  EXPECT_THAT(mistakes("[[rule]]\nname = \"logos\"\nfile = \"*\"\nvocabulary.mode = \"prefer\""),
              ElementsAre(HasSubstr("the vocabulary of the rule \"logos\" has no words")));
}

TEST(Mistakes, OfListsOfWordsNameTheirFileAndLine) {
  auto const lists =
      lists_in_memory({{"w", "good\n\n# note\na,b\n" + std::string(51, 'x') + "\nM\xFCll\n"},
                       {"d", "Dog = Hund\nCat\nDOG = Köter\n = x\nBird =\n"}});
  EXPECT_THAT(
      mistakes("vocabulary.file = \"w\"", lists),
      ElementsAre("w:4:1: a tag cannot have a comma", "w:5:1: a tag has at most 50 characters",
                  "w:6:1: it is not UTF-8, as a list of words has to be"));
  EXPECT_THAT(mistakes("languages = {use = [\"de\"], dictionaries = {de = \"d\"}}", lists),
              ElementsAre("d:2:1: a line of a dictionary is written as label = word",
                          "d:3:6: \"DOG\" stands there twice",
                          "d:4:1: a line of a dictionary is written as label = word",
                          "d:5:7: there is no word"));
}

TEST(Mistakes, AreBoundedInNumberAndSoIsEveryList) {
  std::string many;
  for (int i = 0; i < 300; ++i) {
    many += "key" + std::to_string(i) + " = 1\n";
  }
  EXPECT_EQ(mistakes(many).size(), limits::rules_mistakes_max);

  std::string words = "tags.block = [";
  for (std::size_t i = 0; i <= limits::rules_entries_max; ++i) {
    words += "\"w\",";
  }
  EXPECT_THAT(mistakes(words + "]"), ElementsAre(HasSubstr("more than 20000 entries")));

  std::string rules;
  for (std::size_t i = 0; i <= limits::rules_for_assets_max; ++i) {
    rules += "[[rule]]\nfile = \"*\"\nskip = true\n";
  }
  EXPECT_THAT(mistakes(rules), ElementsAre(at("601:1", "more than 200 rules")));

  EXPECT_THAT(mistakes("a = " + std::string(70, '[') + std::string(70, ']')),
              ElementsAre(StartsWith("s.toml:1:")));
}

}  // namespace
}  // namespace stacktag::rules_file
